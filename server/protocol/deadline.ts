import { AsyncLocalStorage } from 'node:async_hooks'

const deadlines = new AsyncLocalStorage<{ atMs: number }>()

/** Whatever the work waits for, it learns of this end; a request inside keeps the earlier one. */
export function withDeadline<T>(ms: number, work: () => T): T {
  return deadlines.run({ atMs: performance.now() + remainingMs(ms) }, work)
}

/** Work for several requests together, which none of them may hurry. */
export function withOwnDeadline<T>(ms: number, work: () => T): T {
  return deadlines.run({ atMs: performance.now() + ms }, work)
}

/** Work that costs our own time, such as hashing a password, is not held against the store. */
export async function untimed<T>(work: () => Promise<T>): Promise<T> {
  const fromMs = performance.now()
  try {
    return await work()
  } finally {
    const deadline = deadlines.getStore()
    if (deadline !== undefined) deadline.atMs += performance.now() - fromMs
  }
}

/** Milliseconds that are left, at most this many; zero or less when there is no time. */
export function remainingMs(most: number): number {
  const deadline = deadlines.getStore()
  return deadline === undefined ? most : Math.min(most, deadline.atMs - performance.now())
}
