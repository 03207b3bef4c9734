import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { Settlement } from '../store/outbox.ts'
import type { Outcome } from './provider.ts'

/** A link is good for a quarter of an hour; the last of so many tries comes before that. */
export const TRIES_MAX = 7
const WAIT_SEC_MIN = 5
const WAIT_SEC_MAX = 160

/**
 * What follows from an answer. Surely not taken: again later, or never. Nobody knows: again only
 * where the provider takes a repeat for what it is.
 */
export function settlementOf(
  outcome: Outcome,
  tries: number,
  isIdempotent: boolean,
  { clock, random }: { readonly clock: Clock; readonly random: Random },
): Settlement {
  const at = clock.now()
  switch (outcome.kind) {
    case 'accepted':
      return { state: 'sent', at, reference: outcome.reference }
    case 'refused': {
      const reason = `refused:${outcome.code}`
      if (outcome.isFinal || tries >= TRIES_MAX) return { state: 'failed', at, reason }
      const waitSec = Math.max(waitSecAfter(tries, random), outcome.retryAfterSec ?? 0)
      return { state: 'waiting', dueAt: at + waitSec, reason }
    }
    case 'unknown': {
      const reason = `unknown:${outcome.code}`
      if (!isIdempotent || tries >= TRIES_MAX) return { state: 'uncertain', at, reason }
      return { state: 'waiting', dueAt: at + waitSecAfter(tries, random), reason }
    }
    default:
      return outcome satisfies never
  }
}

/** Twice as long each time, and by chance up to half of it less, so that a crowd spreads out. */
function waitSecAfter(tries: number, random: Random): number {
  const waitSec = Math.min(WAIT_SEC_MAX, WAIT_SEC_MIN * 2 ** (tries - 1))
  const share = (random.bytes(1)[0] ?? 0) / 255
  return Math.max(1, Math.round(waitSec * (1 - share / 2)))
}
