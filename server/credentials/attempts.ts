import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import type { Clock } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'

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
}

type Bucket = keyof AttemptLimits

/** Counts attempts in fixed windows of the injected clock. One object serves every door. */
export interface Attempts {
  /** Takes one attempt from each bucket before the guess is tried; throws when one is empty. */
  take(taken: readonly (readonly [Bucket, string])[]): Promise<void>
  /** Gives the attempts back: the guess was right. */
  giveBack(taken: readonly (readonly [Bucket, string])[]): Promise<void>
}

export function attemptsIn(limits: AttemptLimits, clock: Clock): Attempts {
  const limiterOf = (bucket: Bucket): RateLimiterMemory =>
    new RateLimiterMemory({
      keyPrefix: bucket,
      points: limits[bucket].attempts,
      duration: limits[bucket].windowSec,
    })
  const limiters: Record<Bucket, RateLimiterMemory> = {
    passwordPerAccount: limiterOf('passwordPerAccount'),
    passwordPerIp: limiterOf('passwordPerIp'),
    secretPerClient: limiterOf('secretPerClient'),
    secretPerIp: limiterOf('secretPerIp'),
  }
  // The window's number is part of the key, so that moving the clock opens a fresh window.
  const keyIn = (bucket: Bucket, key: string): string =>
    `${Math.floor(clock.now() / limits[bucket].windowSec)}:${key}`
  const secondsLeft = (bucket: Bucket): number =>
    limits[bucket].windowSec - (clock.now() % limits[bucket].windowSec)

  return {
    async take(taken) {
      for (const [bucket, key] of taken) {
        try {
          await limiters[bucket].consume(keyIn(bucket, key))
        } catch (thrown) {
          if (!(thrown instanceof RateLimiterRes)) throw thrown
          throw new ProtocolError('too_many_attempts', {
            retryAfterSec: secondsLeft(bucket),
            detail: `${bucket} is used up`,
          })
        }
      }
    },
    async giveBack(taken) {
      for (const [bucket, key] of taken) await limiters[bucket].reward(keyIn(bucket, key))
    },
  }
}
