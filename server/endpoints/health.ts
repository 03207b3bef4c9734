import type { FastifyInstance } from 'fastify'
import type { Store } from '../store/store.ts'

export interface Readiness {
  /** False from the first word of a shutdown on, so that balancers go elsewhere. */
  isServing(): boolean
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
      return { status: 'ready' }
    } catch {
      return reply.code(503).header('retry-after', '1').send({ status: 'the store is away' })
    }
  })
}
