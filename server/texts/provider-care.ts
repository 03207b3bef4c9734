import type { Clock } from '../protocol/clock.ts'
import type { Outcome } from './provider.ts'

/** One lost answer is bad luck. */
const UNKNOWN_MAX = 3
const REST_SEC_MIN = 30
const REST_SEC_MAX = 300

/**
 * A provider that hangs would make every text an uncertain one. After a few answers in a row that
 * nobody knows, texts wait for a while, and then one of them finds out.
 */
export interface ProviderCare {
  /** How many texts may be on their way at once, of so many at most. */
  lanes(most: number): number
  heard(outcome: Outcome): void
}

export function careWith(clock: Clock): ProviderCare {
  let unknowns = 0
  let rests = 0
  let restsUntil = 0
  return {
    lanes(most) {
      if (clock.now() < restsUntil) return 0
      return unknowns < UNKNOWN_MAX ? most : 1
    },
    heard({ kind }) {
      if (kind !== 'unknown') {
        unknowns = 0
        rests = 0
        restsUntil = 0
        return
      }
      unknowns += 1
      // Those that were on their way together are one piece of news.
      if (unknowns < UNKNOWN_MAX || clock.now() < restsUntil) return
      restsUntil = clock.now() + Math.min(REST_SEC_MAX, REST_SEC_MIN * 2 ** rests)
      rests += 1
    },
  }
}
