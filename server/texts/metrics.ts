import { Gauge, type Registry } from '@prometheus-io/client'
import type { Store } from '../store/store.ts'

const STATES = ['waiting', 'sending', 'failed', 'uncertain']

/** How many texts stand in each state that is not an end, asked when somebody looks. */
export function registerTextMetrics(registry: Registry, { outbox }: Pick<Store, 'outbox'>): void {
  const gauge = new Gauge({
    name: 'mintmark_texts',
    help: 'Texts that wait, are being sent, failed, or of which nobody knows.',
    labelNames: ['state'],
    registers: [registry],
    async collect() {
      // A store that is away must not hide the other figures.
      const counts = await outbox.countByState().catch(() => undefined)
      gauge.reset()
      if (counts === undefined) return
      for (const state of STATES) gauge.set({ state }, counts.get(state) ?? 0)
    },
  })
}
