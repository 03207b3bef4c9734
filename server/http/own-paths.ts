import type { FastifyInstance } from 'fastify'

/** What the paths of this server begin with. */
export interface OwnPaths {
  add(path: string): void
  /**
   * Whether a target begins so too, as a router reads it, to which letter case and doubled slashes
   * are nothing.
   */
  has(target: string): boolean
}

/** Notes every route of the server from now on. */
export function ownPathsOf(server: FastifyInstance): OwnPaths {
  const own = new Set<string>()
  const add = (path: string): void => {
    const first = firstSegmentOf(path)
    if (!/^[:*]/.test(first)) own.add(first)
  }
  server.addHook('onRoute', ({ url }) => add(url))
  return { add, has: (target) => own.has(firstSegmentOf(target)) }
}

function firstSegmentOf(target: string): string {
  return (/^\/*([^/?]*)/.exec(target)?.[1] ?? '').toLowerCase()
}
