import type { Logger } from 'pino'
import type { Core } from './core.ts'
import { sendWaitingTexts, type TextProvider } from './resources/texts.ts'

const AUDIT_MS = 5_000
const TEXTS_MS = 500
const UPKEEP_MS = 60_000

/** What happens without anybody asking. Each job runs by itself and never twice at once. */
export function schedule(core: Core, logger: Logger, provider: TextProvider | undefined) {
  const { clock, store, keys, config } = core
  const stops = [
    every(AUDIT_MS, () => core.audit.flush()),
    every(UPKEEP_MS, async () => store.board.prune(clock.now())),
    every(UPKEEP_MS, core.keepTime),
    alone('upkeep', UPKEEP_MS, async () => {
      const now = clock.now()
      await store.transaction(async (records) => {
        await records.notices.prune(now)
        await records.signIns.prune(now)
      })
      await keys.tend(config.signing_key_lifetime_sec, config.signing_key_lead_sec)
    }),
  ]
  if (provider !== undefined) {
    const parts = { ...core, baseUrl: core.site.baseUrl }
    stops.push(alone('texts', TEXTS_MS, () => sendWaitingTexts(parts, provider, clock.now())))
  }

  /** On one node at a time. */
  function alone(name: string, ms: number, job: () => Promise<unknown>): () => Promise<void> {
    return every(ms, () => store.exclusively(name, 'leave', job))
  }

  function every(ms: number, job: () => Promise<unknown>): () => Promise<void> {
    let running: Promise<unknown> | undefined
    const timer = setInterval(() => {
      running ??= job()
        .catch((err: unknown) => logger.error({ err }, 'a scheduled job failed'))
        .finally(() => {
          running = undefined
        })
    }, ms)
    timer.unref()
    return async () => {
      clearInterval(timer)
      await running
    }
  }

  return {
    async stop() {
      for (const stop of stops) await stop()
    },
  }
}
