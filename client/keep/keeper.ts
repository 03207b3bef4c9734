import { within } from '../clock.ts'
import type { TokenSet } from '../wire/tokens.ts'
import type { AccessToken } from './access-token.ts'
import { ageOf, type Held, type HoldOptions, hold, type Obtained } from './held.ts'
import { learnedLifetime } from './learned-lifetime.ts'
import { backoffMs, pausesWith } from './pauses.ts'
import { unlessAborted } from './unless-aborted.ts'

/** Gets the next token; `held` is what there is, with its fate. */
export type Obtain = (held: Held | undefined) => Promise<Obtained>

export interface Keeper {
  /** Rejects with a `MintmarkError`, or with the signal's reason. */
  get(signal?: AbortSignal | null): Promise<Held>
  /** An API refused it. Whether there will be another one, so that trying again makes sense. */
  reject(held: Held): boolean
  /** The same of what `get` gave out. */
  discard(token: AccessToken): void
  /** An API took it. */
  accept(held: Held): void
  /** Its replacement was refused as well: new tokens do not help there. */
  doubt(held: Held): void
  /** Goes on with tokens that were got in another way. */
  put(tokens: TokenSet): Promise<void>
}

const TELLING_MS_MAX = 10_000

export interface KeeperOptions extends HoldOptions {
  readonly obtain: Obtain
  /** Told of each new token before anybody gets it; what it throws changes nothing. */
  readonly onNew?: (tokens: TokenSet) => unknown
}

export function keeperOf(options: KeeperOptions): Keeper {
  const { obtain, clock, random } = options
  const pauses = pausesWith(clock, random)
  const learned = learnedLifetime()
  let held: Held | undefined
  let flight: Promise<Held> | undefined
  let fruitless = 0
  let quietUntil = -Infinity

  const adopt = (obtained: Obtained): Held => {
    const { lifetimeMs = Infinity } = obtained.tokens
    if (held?.fate === 'accepted') learned.lived()
    held = hold(obtained, learned.of(lifetimeMs), held?.fate === 'dead', options)
    return held
  }

  const fly = async (): Promise<Held> => {
    const before = held
    try {
      const obtained = await obtain(before)
      pauses.succeeded()
      if (held === before) await told(options, obtained.tokens)
      // Tokens that a person has agreed to in the meantime are newer than what a refresh brought.
      return held === before || held === undefined ? adopt(obtained) : held
    } catch (error) {
      pauses.failed(error)
      throw error
    }
  }

  /** The one request that is under way, or a new one. */
  const next = (): Promise<Held> => {
    if (flight !== undefined) return flight
    const paused = pauses.current()
    if (paused !== undefined) return Promise.reject(paused)
    const mine = fly().finally(() => {
      flight = undefined
    })
    flight = mine
    return mine
  }

  const doubt = (doubted: Held): void => {
    if (doubted.isDoubted) return
    doubted.isDoubted = true
    fruitless += 1
    quietUntil = clock.monotonic() + backoffMs(fruitless + 1, random)
  }

  const reject = (rejected: Held): boolean => {
    if (held !== rejected || rejected.fate === 'dead') return true
    if (clock.monotonic() < quietUntil) return false
    if (rejected.isReplacement && rejected.fate === 'unknown' && !rejected.isDoubted) {
      doubt(rejected)
      return false
    }
    // One that never was taken, or not everywhere, says nothing of how long tokens live.
    if (rejected.fate === 'accepted' && !rejected.isDoubted) {
      learned.refusedAt(ageOf(rejected, clock), rejected.tokens.lifetimeMs ?? Infinity)
    }
    rejected.fate = 'dead'
    return true
  }

  return {
    get: async (signal) => {
      signal?.throwIfAborted()
      const now = held
      if (now !== undefined && now.fate !== 'dead') {
        const age = ageOf(now, clock)
        if (age < now.usableMs) {
          // What becomes of it is told when this one has ended and it still was not got.
          if (age >= now.aheadMs && pauses.current() === undefined) next().catch(() => {})
          return now
        }
      }
      try {
        return await unlessAborted(next(), signal)
      } catch (error) {
        if (signal?.aborted) throw error
        const living = held !== undefined && held.fate !== 'dead' ? held : undefined
        if (living === undefined || ageOf(living, clock) >= living.lifetimeMs) throw error
        return living
      }
    },
    reject,
    discard: (token) => {
      if (held?.token === token) reject(held)
    },
    accept: (accepted) => {
      if (accepted.fate !== 'unknown') return
      accepted.fate = 'accepted'
      if (!accepted.isDoubted) fruitless = 0
    },
    doubt,
    put: async (tokens) => {
      const bornAt = clock.now()
      await told(options, tokens)
      pauses.succeeded()
      held = undefined
      adopt({ tokens, bornAt })
    },
  }
}

/** The token is good whether or not somebody could write it down, and does not wait for ever. */
async function told({ onNew, clock }: KeeperOptions, tokens: TokenSet): Promise<void> {
  if (onNew === undefined) return
  try {
    await within(clock, TELLING_MS_MAX, Promise.resolve(onNew(tokens)), () => new Error('late'))
  } catch {
    // Whoever failed knows it.
  }
}
