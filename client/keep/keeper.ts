import type { TokenSet } from '../wire/tokens.ts'
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
  /** An API took it. */
  accept(held: Held): void
  /** Its replacement was refused as well: new tokens do not help there. */
  doubt(held: Held): void
  /** Goes on with tokens that were got in another way. */
  put(tokens: TokenSet): Promise<void>
}

export interface KeeperOptions extends HoldOptions {
  readonly obtain: Obtain
  /** Told of each new token before anybody gets it; what it throws changes nothing. */
  readonly onNew?: (tokens: TokenSet) => unknown
}

export function keeperOf(options: KeeperOptions): Keeper {
  const { obtain, clock, random, onNew } = options
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
      // Tokens that a person has agreed to in the meantime are newer than what a refresh brought.
      if (held !== before && held !== undefined) return held
      pauses.succeeded()
      const next = adopt(obtained)
      if (onNew !== undefined) await told(onNew, obtained.tokens)
      return next
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
    if (doubted.fate === 'doubted') return
    doubted.fate = 'doubted'
    fruitless += 1
    quietUntil = clock.monotonic() + backoffMs(fruitless + 1, random)
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
    reject: (rejected) => {
      if (held !== rejected || rejected.fate === 'dead') return true
      if (clock.monotonic() < quietUntil) return false
      if (rejected.isReplacement && rejected.fate === 'unknown') {
        doubt(rejected)
        return false
      }
      // One that never was taken says nothing of how long tokens live.
      if (rejected.fate === 'accepted') {
        learned.refusedAt(ageOf(rejected, clock), rejected.tokens.lifetimeMs ?? Infinity)
      }
      rejected.fate = 'dead'
      return true
    },
    accept: (accepted) => {
      if (accepted.fate !== 'unknown') return
      accepted.fate = 'accepted'
      fruitless = 0
    },
    doubt,
    put: async (tokens) => {
      pauses.succeeded()
      held = undefined
      adopt({ tokens, bornAt: clock.now() })
      if (onNew !== undefined) await told(onNew, tokens)
    },
  }
}

async function told(onNew: (tokens: TokenSet) => unknown, tokens: TokenSet): Promise<void> {
  try {
    await onNew(tokens)
  } catch {
    // The token is good whether or not somebody could write it down.
  }
}
