import { AsyncLocalStorage } from 'node:async_hooks'

const deadlines = new AsyncLocalStorage<number>()

/** Whatever the work waits for, it learns of this end; a request inside keeps the earlier one. */
export function withDeadline<T>(ms: number, work: () => T): T {
  return deadlines.run(performance.now() + remainingMs(ms), work)
}

/** Milliseconds that are left, at most this many; zero or less when there is no time. */
export function remainingMs(most: number): number {
  const deadline = deadlines.getStore()
  return deadline === undefined ? most : Math.min(most, deadline - performance.now())
}
