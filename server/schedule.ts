import type { Logger } from 'pino'
import { UPKEEP_MS as ROOMS_MS, tendRooms } from './conference/upkeep.ts'
import type { Core } from './core.ts'
import { cleanUpWhenDue } from './store/clean-up.ts'
import { StoreUnavailable } from './store/failure.ts'
import type { Horizon } from './store/sweeps.ts'
import type { TextProvider } from './texts/provider.ts'
import { careWith } from './texts/provider-care.ts'
import { sendDueTexts } from './texts/rounds.ts'

const AUDIT_MS = 5_000
const TEXTS_MS = 500
/** Where nobody sends them they are only looked at, for those whose room is over. */
const WAITING_TEXTS_MS = 5_000
/** A provider gets so long to answer once the server stops; then nobody knows. */
const LAST_TEXTS_MS = 4_000
const UPKEEP_MS = 60_000
const CLEAN_UP_LOOK_MS = 2_000
const DAY_SEC = 86_400
/** A picture of a month, and room for its edge; one of a day. */
const COARSE_TALLIES_KEPT_DAYS = 35
const FINE_TALLIES_KEPT_DAYS = 2

/** What happens without anybody asking. Each job runs by itself and never twice at once. */
export function schedule(core: Core, logger: Logger, provider: TextProvider | undefined) {
  const { clock, store, keys, config } = core
  const stopping = new AbortController()
  const ending = new AbortController()
  const texts = {
    ...core,
    baseUrl: core.site.baseUrl,
    language: core.textLanguage,
    care: careWith(clock),
  }
  const stops = [
    every(AUDIT_MS, () => core.audit.flush()),
    every(UPKEEP_MS, () => store.board.prune(clock.now())),
    every(UPKEEP_MS, core.keepTime),
    every(ROOMS_MS, () => tendRooms(core)),
    alone('upkeep', UPKEEP_MS, () =>
      keys.tend(config.signing_key_lifetime_sec, config.signing_key_lead_sec),
    ),
    every(CLEAN_UP_LOOK_MS, () => cleanUpWhenDue(store, horizonOf(core), stopping.signal)),
    // On every node: who sends a text is decided for each text, and holds no connection meanwhile.
    every(provider === undefined ? WAITING_TEXTS_MS : TEXTS_MS, () =>
      sendDueTexts(texts, provider, { noMore: stopping.signal, giveUp: ending.signal }),
    ),
  ]

  /** On one node at a time. */
  function alone(name: string, ms: number, job: () => Promise<unknown>): () => Promise<void> {
    return every(ms, () => store.exclusively(name, 'leave', job))
  }

  function every(ms: number, job: () => Promise<unknown>): () => Promise<void> {
    let running: Promise<unknown> | undefined
    const timer = setInterval(() => {
      running ??= job()
        .catch((err: unknown) => {
          if (err instanceof StoreUnavailable) core.onStoreError(err)
          else logger.error({ err }, 'a scheduled job failed')
        })
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
      stopping.abort()
      const timer = setTimeout(() => ending.abort(), LAST_TEXTS_MS)
      for (const stop of stops) await stop()
      clearTimeout(timer)
    },
  }
}

/** Settings say how long is kept what nobody needs in order to decide any more. */
function horizonOf({ clock, config, tokenLifetimeSecMax }: Core): Horizon {
  const now = clock.now()
  const tokens = now - tokenLifetimeSecMax
  return {
    now,
    tokens,
    agentRecords: kept(now, config.agent_records_kept_days),
    audit: kept(now, config.audit_kept_days),
    coarseTallies: kept(now, COARSE_TALLIES_KEPT_DAYS),
    fineTallies: kept(now, FINE_TALLIES_KEPT_DAYS),
    // An agent's token finds its room as long as it lives.
    rooms: Math.min(tokens, kept(now, config.rooms_kept_days)),
    attemptsMs: Date.now(),
  }
}

/** The instant before which nothing is kept; 0 days keep all. */
function kept(now: number, days: number): number {
  return days === 0 ? 0 : now - days * DAY_SEC
}
