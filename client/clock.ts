/** Where time comes from. Tests give one that they move; everybody else leaves it out. */
export interface Clock {
  /** Milliseconds since 1970. May jump, also back, when somebody sets the machine's clock. */
  now(): number
  /** Milliseconds since some instant; never goes back, may stand still while a machine sleeps. */
  monotonic(): number
  /** Calls `act` once after so many milliseconds; what it answers takes that back. */
  after(ms: number, act: () => void): () => void
}

export const systemClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  after: (ms, act) => {
    const timer = setTimeout(act, ms)
    return () => clearTimeout(timer)
  },
}

export function pause(clock: Clock, ms: number): Promise<void> {
  return new Promise((resolve) => {
    clock.after(ms, resolve)
  })
}

/** What `work` gives, or what `tooLate` makes when that takes longer. The work itself goes on. */
export async function within<T>(
  clock: Clock,
  ms: number,
  work: Promise<T>,
  tooLate: () => Error,
): Promise<T> {
  let cancel = (): void => {}
  const late = new Promise<never>((_, reject) => {
    cancel = clock.after(ms, () => reject(tooLate()))
  })
  try {
    return await Promise.race([work, late])
  } finally {
    cancel()
  }
}
