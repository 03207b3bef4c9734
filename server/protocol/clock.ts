/** The only source of time. Instants are integer seconds since 1970-01-01T00:00:00Z. */
export interface Clock {
  now(): number
}

/** Seconds with their fraction: what nodes compare, and what instants are cut from. */
export interface FineClock extends Clock {
  nowMs(): number
}

export const systemClock: FineClock = {
  now: () => Math.floor(Date.now() / 1000),
  nowMs: () => Date.now(),
}

/** Another clock's time, such as the database's, told by this one. */
export interface FollowingClock extends Clock {
  follow(aheadMs: number): void
}

export function followingClock(base: FineClock): FollowingClock {
  let ahead = 0
  return {
    now: () => Math.floor((base.nowMs() + ahead) / 1000),
    follow(aheadMs) {
      ahead = aheadMs
    },
  }
}

export interface MovableClock extends Clock {
  /** Seconds that this clock runs ahead of the wall clock. */
  aheadSec(): number
  advance(seconds: number): void
}

/** A clock that tests and dev mode move; it never goes back. */
export function movableClock(base: Clock = systemClock, startAheadSec = 0): MovableClock {
  let ahead = startAheadSec
  return {
    now: () => base.now() + ahead,
    aheadSec: () => ahead,
    advance(seconds) {
      ahead += Math.max(0, Math.floor(seconds))
    },
  }
}

/** RFC 3339 text of an instant, as answers show it. */
export function isoTime(at: number): string {
  return new Date(at * 1000).toISOString().replace('.000Z', 'Z')
}
