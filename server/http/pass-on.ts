import type { FastifyInstance, HTTPMethods } from 'fastify'

const METHODS: HTTPMethods[] = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/**
 * Gives every request below the prefixes, its body unread, to a server that is opened for the first
 * of them. It listens nowhere itself and is closed with this one. An opening that fails is an error
 * of the request that asked for it, and the next one tries again.
 */
export function passOn(
  server: FastifyInstance,
  prefixes: readonly string[],
  open: () => Promise<FastifyInstance>,
): void {
  let opening: Promise<FastifyInstance> | undefined
  const opened = (): Promise<FastifyInstance> => {
    opening ??= open().catch((thrown: unknown) => {
      opening = undefined
      throw thrown
    })
    return opening
  }
  for (const url of prefixes.flatMap((prefix) => [prefix, `${prefix}/*`])) {
    server.route({
      method: METHODS,
      url,
      config: { isPassedOn: true },
      onRequest: async (request, reply) => {
        const other = await opened()
        reply.hijack()
        other.routing(request.raw, reply.raw)
      },
      handler: () => {
        throw new Error('A request was answered that had been passed on.')
      },
    })
  }
  server.addHook('onClose', async () => (await opening?.catch(() => undefined))?.close())
}
