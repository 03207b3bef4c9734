import type { FastifyInstance } from 'fastify'

/**
 * What the paths of this server begin with, from now on: answers whether a target begins so too, as
 * the router reads it, to which letter case and doubled slashes are nothing.
 */
export function ownPathsOf(server: FastifyInstance): (target: string) => boolean {
  const own = new Set<string>()
  server.addHook('onRoute', ({ url }) => {
    const first = firstSegmentOf(url)
    if (!/^[:*]/.test(first)) own.add(first)
  })
  return (target) => own.has(firstSegmentOf(target))
}

function firstSegmentOf(target: string): string {
  return (/^\/*([^/?]*)/.exec(target)?.[1] ?? '').toLowerCase()
}
