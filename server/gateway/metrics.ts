import { Gauge, Histogram, type Registry } from '@prometheus-io/client'
import type { LiveTable } from './live-table.ts'

export interface GatewayMetrics {
  /** From the request's first byte to the answer's last; streams count as long as they flow. */
  took(api: string, status: number, seconds: number): void
}

/** What Prometheus may know of APIs: by name, never a path and never a caller. */
export function gatewayMetrics(registry: Registry, table: LiveTable): GatewayMetrics {
  const duration = new Histogram({
    name: 'mintmark_api_duration_seconds',
    help: 'Time from the first byte of a request to an API to the last of its answer.',
    labelNames: ['api', 'status'],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5, 30],
    registers: [registry],
  })
  new Gauge({
    name: 'mintmark_upstream_up',
    help: 'Whether an upstream of an API gets requests from this node: 1, or 0.',
    labelNames: ['api', 'upstream'],
    registers: [registry],
    collect() {
      this.reset()
      for (const { api } of table.current.all) {
        for (const [upstream, state] of Object.entries(table.statesOf(api.name))) {
          this.set({ api: api.name, upstream }, state === 'up' ? 1 : 0)
        }
      }
    },
  })
  return { took: (api, status, seconds) => duration.observe({ api, status }, seconds) }
}
