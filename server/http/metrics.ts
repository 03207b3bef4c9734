import { Counter, collectDefaultMetrics, Histogram, Registry } from '@prometheus-io/client'
import type { FastifyInstance } from 'fastify'
import type { OnAnswered } from './answered.ts'

export interface Metrics {
  readonly registry: Registry
  decided(dialect: string | undefined, action: string, outcome: string): void
  /** Something was asked of the store, by a request or by ourselves, and it did not do it. */
  storeFailed(): void
  answered: OnAnswered
}

/** What Prometheus may know: numbers by style, action and outcome; no client and no address. */
export function createMetrics(): Metrics {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const decisions = new Counter({
    name: 'mintmark_decisions_total',
    help: 'Decisions by style, action and outcome.',
    labelNames: ['dialect', 'action', 'outcome'],
    registers: [registry],
  })
  const storeFailures = new Counter({
    name: 'mintmark_store_failures_total',
    help: 'Times that the store did not do what was asked of it.',
    registers: [registry],
  })
  const took = new Histogram({
    name: 'mintmark_request_duration_seconds',
    help: 'Time from the first byte to the last, by route and status.',
    labelNames: ['route', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
    registers: [registry],
  })
  return {
    registry,
    storeFailed: () => storeFailures.inc(),
    decided: (dialect = 'none', action, outcome) => decisions.inc({ dialect, action, outcome }),
    answered: ({ route, status, tookMs }) => took.observe({ route, status }, tookMs / 1000),
  }
}

export function registerMetrics(server: FastifyInstance, { registry }: Metrics): void {
  server.get('/metrics', async (_, reply) =>
    reply.header('content-type', registry.contentType).send(await registry.metrics()),
  )
}
