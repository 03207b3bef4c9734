import { hash } from 'node:crypto'
import {
  type RateLimiterAbstract,
  RateLimiterMemory,
  RateLimiterPostgres,
  RateLimiterRes,
} from 'rate-limiter-flexible'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { SharedCounters } from '../store/engine.ts'
import { StoreUnavailable } from '../store/failure.ts'

/** How many failures a bucket takes within its window. */
export interface AttemptLimit {
  readonly attempts: number
  readonly windowSec: number
}

export interface AttemptLimits {
  readonly passwordPerAccount: AttemptLimit
  readonly passwordPerIp: AttemptLimit
  readonly secretPerClient: AttemptLimit
  readonly secretPerIp: AttemptLimit
  readonly passkeyPerIp: AttemptLimit
}

type Bucket = keyof AttemptLimits

/** Counts attempts in fixed windows of the injected clock. One object serves every door. */
export interface Attempts {
  /**
   * Takes one attempt from each bucket before the guess is tried; throws when one is empty, and
   * then none is taken. Who asks comes before whom it is about: an address that has used up its own
   * attempts must not go on using up those of others.
   */
  take(taken: readonly (readonly [Bucket, string])[]): Promise<void>
  /** Gives the attempts back: the guess was right. */
  giveBack(taken: readonly (readonly [Bucket, string])[]): Promise<void>
  /**
   * Lets somebody try again, in the window that ends then. Answers where they were counted, which
   * is what other processes that count for themselves must `forgetCounter`.
   */
  forget(bucket: string, subject: string, expiresAt: number): Promise<string>
  forgetCounter(counter: string): Promise<void>
}

/** Hears of every refusal: where it was counted, whom it hit, and until when. */
type OnUsedUp = (counter: string, bucket: Bucket, subject: string, expiresAt: number) => void

/** With shared counters every node counts in the store; without, this process is the only one. */
export function attemptsIn(
  limits: AttemptLimits,
  clock: Clock,
  shared: SharedCounters | undefined,
  onUsedUp: OnUsedUp = () => {},
): Attempts {
  const limiterOf = (bucket: Bucket): RateLimiterAbstract => {
    const limit = {
      keyPrefix: bucket,
      points: limits[bucket].attempts,
      duration: limits[bucket].windowSec,
    }
    return shared === undefined
      ? new RateLimiterMemory(limit)
      : new RateLimiterPostgres({
          ...limit,
          storeClient: shared.client,
          storeType: 'pool',
          // The store's own upkeep does that, once for all nodes.
          clearExpiredByTimeout: false,
          tableName: shared.table,
          tableCreated: true,
        })
  }
  const limiters: Record<Bucket, RateLimiterAbstract> = {
    passwordPerAccount: limiterOf('passwordPerAccount'),
    passwordPerIp: limiterOf('passwordPerIp'),
    secretPerClient: limiterOf('secretPerClient'),
    secretPerIp: limiterOf('secretPerIp'),
    passkeyPerIp: limiterOf('passkeyPerIp'),
  }
  // The window's number is part of the key, so that moving the clock opens a fresh window.
  // Hashed, so that the counters hold no address of anybody.
  const keyAt = (bucket: Bucket, key: string, at: number): string =>
    hash('sha256', `${Math.floor(at / limits[bucket].windowSec)}:${key}`)
  const keyIn = (bucket: Bucket, key: string): string => keyAt(bucket, key, clock.now())
  const secondsLeft = (bucket: Bucket): number =>
    limits[bucket].windowSec - (clock.now() % limits[bucket].windowSec)

  const giveBack: Attempts['giveBack'] = async (taken) => {
    try {
      for (const [bucket, key] of taken) await limiters[bucket].reward(keyIn(bucket, key))
    } catch (thrown) {
      throw new StoreUnavailable(thrown)
    }
  }

  return {
    async take(taken) {
      for (const [at, [bucket, key]] of taken.entries()) {
        try {
          await limiters[bucket].consume(keyIn(bucket, key))
        } catch (thrown) {
          if (!(thrown instanceof RateLimiterRes)) throw new StoreUnavailable(thrown)
          const retryAfterSec = secondsLeft(bucket)
          const counter = `${bucket} ${keyIn(bucket, key)}`
          onUsedUp(counter, bucket, key, clock.now() + retryAfterSec)
          await giveBack(taken.slice(0, at))
          throw new ProtocolError('too_many_attempts', {
            retryAfterSec,
            detail: `${bucket} is used up`,
          })
        }
      }
    },
    giveBack,
    async forget(bucket, subject, expiresAt) {
      if (!isBucket(bucket)) throw new Error(`Nothing is counted under ${bucket}.`)
      const key = keyAt(bucket, subject, expiresAt - 1)
      await deleteCounter(bucket, key)
      return `${bucket} ${key}`
    },
    async forgetCounter(counter) {
      const [bucket = '', key = ''] = counter.split(' ')
      if (isBucket(bucket)) await deleteCounter(bucket, key)
    },
  }

  function isBucket(name: string): name is Bucket {
    return Object.hasOwn(limiters, name)
  }

  async function deleteCounter(bucket: Bucket, key: string): Promise<void> {
    try {
      await limiters[bucket].delete(key)
    } catch (thrown) {
      throw new StoreUnavailable(thrown)
    }
  }
}
