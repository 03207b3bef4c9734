import type { SharedCache } from './shared-cache.ts'

/** Deletes the lock if it is still ours, in one act: it may have ended and be another's. */
const RELEASE =
  "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end"

/** Sends one command to Redis (or Valkey) and gives its answer. */
export type RedisCommand = (...words: readonly string[]) => Promise<unknown>

/**
 * Shares tokens by a Redis, through whatever sends it a command: of node-redis
 * `(...words) => client.sendCommand(words)`, of ioredis
 * `(name, ...rest) => client.call(name, ...rest)`.
 *
 * @param prefix stands before each key, for an access rule of the Redis.
 */
export function redisCache(command: RedisCommand, prefix = 'mintmark:'): SharedCache {
  return {
    load: async (key) => {
      const text = await command('GET', prefix + key)
      return typeof text === 'string' ? text : undefined
    },
    save: async (key, text, lifetimeMs) => {
      await command('SET', prefix + key, text, 'PX', wholeMs(lifetimeMs))
    },
    tryLock: async (key, leaseMs) => {
      const name = `${prefix}${key}:lock`
      const owner = crypto.randomUUID()
      const taken = await command('SET', name, owner, 'PX', wholeMs(leaseMs), 'NX')
      if (taken === null || taken === undefined) return undefined
      return {
        release: async () => {
          await command('EVAL', RELEASE, '1', name, owner)
        },
      }
    },
  }
}

function wholeMs(ms: number): string {
  return String(Math.max(1, Math.ceil(ms)))
}
