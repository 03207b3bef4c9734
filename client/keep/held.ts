import type { Clock } from '../clock.ts'
import type { TokenSet } from '../wire/tokens.ts'
import { AccessToken } from './access-token.ts'

/** What was got, and when by this machine's clock. */
export interface Obtained {
  readonly tokens: TokenSet
  readonly bornAt: number
}

/** A token in use. What befell it is all that changes. */
export interface Held extends Obtained {
  readonly token: AccessToken
  readonly bornMonotonic: number
  /** Infinity when nobody says when it ends. */
  readonly lifetimeMs: number
  /** For as long it is given out without a thought. */
  readonly usableMs: number
  /** From this age on the next one is got in the background. */
  readonly aheadMs: number
  /** It took the place of one that an API refused. */
  readonly isReplacement: boolean
  fate: 'unknown' | 'accepted' | 'dead'
  /** It was refused where new tokens do not help. */
  isDoubted: boolean
}

export interface HoldOptions {
  readonly clock: Clock
  readonly random: () => number
  readonly marginMs: number
}

/** No token is thrown away before this part of its life, however large a margin is asked for. */
const USABLE_PART_MIN = 0.75
// Where in its usable life the next is got: processes that began together must not ask together.
const AHEAD_FROM = 0.75
const AHEAD_SPREAD = 0.15

export function hold(
  { tokens, bornAt }: Obtained,
  lifetimeMs: number,
  isReplacement: boolean,
  { clock, random, marginMs }: HoldOptions,
): Held {
  const age = Math.max(0, clock.now() - bornAt)
  const usableMs = Math.max(lifetimeMs - marginMs, lifetimeMs * USABLE_PART_MIN)
  const expiresAt = lifetimeMs === Infinity ? undefined : bornAt + lifetimeMs
  return {
    tokens,
    bornAt,
    token: new AccessToken(tokens.accessToken, expiresAt, tokens.scope),
    bornMonotonic: clock.monotonic() - age,
    lifetimeMs,
    usableMs,
    aheadMs: usableMs * (AHEAD_FROM + AHEAD_SPREAD * random()),
    isReplacement,
    fate: 'unknown',
    isDoubted: false,
  }
}

/**
 * The greater of two ages: a clock that was set back does not make a token young again, and one
 * that stood still while the machine slept does not keep it young.
 */
export function ageOf({ bornAt, bornMonotonic }: Held, clock: Clock): number {
  return Math.max(clock.now() - bornAt, clock.monotonic() - bornMonotonic)
}
