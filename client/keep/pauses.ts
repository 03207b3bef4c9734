import type { Clock } from '../clock.ts'
import { MintmarkError, type MintmarkErrorCode } from '../errors.ts'

const PAUSE_MS_FIRST = 1_000
const PAUSE_MS_MAX = 60_000
/** An issuer that says "in a year" by mistake is asked again within the hour. */
const RETRY_AFTER_MS_MAX = 3_600_000
const RETRY_AFTER_SPREAD = 0.1

/** Nothing was sent, so there is nobody to spare. */
const UNPAUSED: readonly MintmarkErrorCode[] = ['misconfigured', 'consent_required']

/** After failures: when to ask again, and what whoever asks earlier is told. */
export interface Pauses {
  failed(error: unknown): void
  succeeded(): void
  /** The error to answer with instead of asking; undefined when asking is fine. */
  current(): MintmarkError | undefined
}

export function pausesWith(clock: Clock, random: () => number): Pauses {
  let failures = 0
  let until = -Infinity
  let last: MintmarkError | undefined
  return {
    failed: (error) => {
      if (!(error instanceof MintmarkError) || UNPAUSED.includes(error.code)) return
      failures += 1
      last = error
      until = clock.monotonic() + waitFor(error, failures, random)
    },
    succeeded: () => {
      failures = 0
      last = undefined
    },
    current: () => {
      const left = until - clock.monotonic()
      if (last === undefined || left <= 0) return undefined
      const { code, message, status, oauthError } = last
      return new MintmarkError(code, `${message}; not asked again yet`, {
        ...(status !== undefined && { status }),
        ...(oauthError !== undefined && { oauthError }),
        retryAfterMs: Math.ceil(left),
      })
    },
  }
}

function waitFor({ retryAfterMs }: MintmarkError, failures: number, random: () => number): number {
  // "At once" from an issuer that just failed would be a storm.
  if (retryAfterMs === undefined || retryAfterMs < PAUSE_MS_FIRST)
    return backoffMs(failures, random)
  return Math.min(retryAfterMs, RETRY_AFTER_MS_MAX) * (1 + RETRY_AFTER_SPREAD * random())
}

/** Doubles from a second to a minute; half of it is chance, so that a fleet does not march. */
export function backoffMs(failures: number, random: () => number): number {
  const full = Math.min(PAUSE_MS_FIRST * 2 ** (failures - 1), PAUSE_MS_MAX)
  return full * (0.5 + 0.5 * random())
}
