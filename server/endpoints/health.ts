import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/store.ts'

export interface Readiness {
  /** False from the first word of a shutdown on, so that balancers go elsewhere. */
  isServing(): boolean
  /** What is not as it should be, and is no reason to send requests elsewhere. */
  readonly wanting?: readonly string[]
}

/** `/livez`: the process turns. `/readyz`: requests can be served, writes to the store included. */
export function registerHealth(server: FastifyInstance, store: Store, readiness: Readiness): void {
  server.get('/livez', async () => ({ status: 'alive' }))
  server.get('/readyz', async (_, reply) => {
    if (!readiness.isServing()) {
      return reply.code(503).header('retry-after', '1').send({ status: 'stopping' })
    }
    try {
      await store.probe()
      const { wanting = [] } = readiness
      return { status: 'ready', ...(wanting.length > 0 && { wanting }) }
    } catch {
      return reply.code(503).header('retry-after', '1').send({ status: 'the store is away' })
    }
  })
}
