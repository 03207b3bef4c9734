import { formatEntry, parseEntry } from '../cache/entry.ts'
import type { CacheLock, SharedCache } from '../cache/shared-cache.ts'
import { type Clock, pause, within } from '../clock.ts'
import { MintmarkError } from '../errors.ts'
import type { TokenSet } from '../wire/tokens.ts'
import { ageOf, type Held, type HoldOptions, hold, type Obtained } from './held.ts'
import type { Obtain } from './keeper.ts'

/** Asks the issuer; `previous` are the newest tokens that anybody knows of. */
export type Renew = (previous: TokenSet | undefined) => Promise<TokenSet>

export interface SharedOptions extends HoldOptions {
  readonly cache: SharedCache
  readonly keyOf: () => Promise<string>
  readonly renew: Renew
  /** How long `renew` may take at most. */
  readonly renewMsMax: number
  /**
   * Whether a refresh token has one use. Then nobody may renew without the lock: the issuer takes a
   * second use for a theft and ends all tokens that came of it.
   */
  readonly isRotating: boolean
}

const CACHE_MS_MAX = 5_000
const POLL_MS_MIN = 25
const POLL_MS_SPREAD = 50
/** For a refresh token of which nobody says how long it lives. */
const REFRESH_LIFETIME_MS = 30 * 86_400_000

/** Its age counts from before the request: the issuer made it at some instant in between. */
export async function obtainBy(
  renew: Renew,
  previous: TokenSet | undefined,
  clock: Clock,
): Promise<Obtained> {
  const bornAt = clock.now()
  return { tokens: await renew(previous), bornAt }
}

/** One request of all processes: whoever has the lock asks, the others find the answer. */
export function sharedObtain(options: SharedOptions): Obtain {
  const { renew, isRotating, clock } = options
  return async (held) => {
    try {
      return await throughCache(options, held)
    } catch (error) {
      const isCaches = error instanceof MintmarkError && error.code === 'cache_unavailable'
      if (!isCaches || isRotating) throw error
      // Without the cache every process asks for itself, which is dearer and nothing worse.
      return await obtainBy(renew, held?.tokens, clock)
    }
  }
}

/** Lets the other processes find tokens that were got in another way. */
export async function publish(options: SharedOptions, obtained: Obtained): Promise<void> {
  const { tokens } = obtained
  const { lifetimeMs = REFRESH_LIFETIME_MS, refreshToken, refreshLifetimeMs } = tokens
  const refreshMs = refreshToken === undefined ? 0 : (refreshLifetimeMs ?? REFRESH_LIFETIME_MS)
  const key = await options.keyOf()
  const text = formatEntry(key, obtained)
  await ofCache(options.clock, () => options.cache.save(key, text, Math.max(lifetimeMs, refreshMs)))
}

async function throughCache(options: SharedOptions, held: Held | undefined): Promise<Obtained> {
  const { cache, clock, random, keyOf, renewMsMax } = options
  const key = await keyOf()
  const leaseMs = renewMsMax + 2 * CACHE_MS_MAX
  const deadline = clock.monotonic() + 2 * leaseMs
  while (clock.monotonic() < deadline) {
    const found = parseEntry(key, await ofCache(clock, () => cache.load(key)))
    if (found !== undefined && isNews(found, held, options)) return found
    const lockedAt = clock.monotonic()
    const lock = await lockOf(options, key, leaseMs)
    if (lock !== undefined) return await underLock(options, key, held, lock, lockedAt)
    await pause(clock, POLL_MS_MIN + POLL_MS_SPREAD * random())
  }
  throw new MintmarkError('cache_unavailable', 'the lock of the shared cache is never given back')
}

/** A lock that comes too late is given back, or everybody would wait for the end of its lease. */
async function lockOf(
  { cache, clock }: SharedOptions,
  key: string,
  leaseMs: number,
): Promise<CacheLock | undefined> {
  let isLate = false
  const taking = async () => {
    const lock = await cache.tryLock(key, leaseMs)
    if (isLate) lock?.release().catch(() => {})
    return lock
  }
  try {
    return await ofCache(clock, taking)
  } catch (error) {
    isLate = true
    throw error
  }
}

async function underLock(
  options: SharedOptions,
  key: string,
  held: Held | undefined,
  lock: CacheLock,
  lockedAt: number,
): Promise<Obtained> {
  const { cache, clock, renew } = options
  try {
    // Somebody may have had the lock between the look before and now.
    const found = parseEntry(key, await ofCache(clock, () => cache.load(key)))
    if (found !== undefined && isNews(found, held, options)) return found
    // After a long stop of this process the lock may be another's.
    if (clock.monotonic() - lockedAt > 2 * CACHE_MS_MAX) {
      throw new MintmarkError('cache_unavailable', 'the shared cache was too slow')
    }
    const obtained = await obtainBy(renew, newest(found, held)?.tokens, clock)
    // The tokens are good and may be all that there is: they are not lost with the cache.
    await publish(options, obtained).catch(() => publish(options, obtained).catch(() => {}))
    return obtained
  } finally {
    await ofCache(clock, () => lock.release()).catch(() => {})
  }
}

/** Whether what is in the cache is better than what there is. */
function isNews(found: Obtained, held: Held | undefined, options: SharedOptions): boolean {
  if (found.tokens.accessToken === held?.tokens.accessToken) return false
  const { lifetimeMs = Infinity } = found.tokens
  const { bornAt, usableMs } = hold(found, lifetimeMs, false, options)
  const left = usableMs - Math.max(0, options.clock.now() - bornAt)
  if (left <= 0) return false
  if (held === undefined || held.fate === 'dead') return true
  return left > held.usableMs - ageOf(held, options.clock)
}

function newest(found: Obtained | undefined, held: Held | undefined): Obtained | undefined {
  if (found === undefined || held === undefined) return found ?? held
  return found.bornAt >= held.bornAt ? found : held
}

/** A cache that throws or hangs must not hold up everybody who waits for the token. */
async function ofCache<T>(clock: Clock, work: () => Promise<T>): Promise<T> {
  const failed = (why: string): MintmarkError =>
    new MintmarkError('cache_unavailable', `the shared cache ${why}`)
  try {
    return await within(clock, CACHE_MS_MAX, work(), () => failed('did not answer'))
  } catch (error) {
    // Its own error may quote what was stored.
    throw error instanceof MintmarkError ? error : failed('failed')
  }
}
