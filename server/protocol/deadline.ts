import { AsyncLocalStorage } from 'node:async_hooks'

/** Whoever waits for the store is told by then that it is away, before two seconds are over. */
export const ANSWER_MS_MAX = 1_700
const USUAL_SEC = 2

const deadlines = new AsyncLocalStorage<{ atMs: number }>()
let patience = 1

/** Stretches every limit on waiting for the store, in the whole process (`store_answer_sec`). */
export function answerWithin(sec: number): void {
  patience = sec / USUAL_SEC
}

/** A limit in milliseconds as the settings stretch it. */
export function patiently(ms: number): number {
  return ms * patience
}

/** Whatever the work waits for, it learns of this end; a request inside keeps the earlier one. */
export function withDeadline<T>(ms: number, work: () => T): T {
  return deadlines.run({ atMs: performance.now() + remainingMs(ms) }, work)
}

/** Work for several requests together, which none of them may hurry. */
export function withOwnDeadline<T>(ms: number, work: () => T): T {
  return deadlines.run({ atMs: performance.now() + patiently(ms) }, work)
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

/** Milliseconds that are left, at most this limit; zero or less when there is no time. */
export function remainingMs(limit: number): number {
  const deadline = deadlines.getStore()
  const most = patiently(limit)
  return deadline === undefined ? most : Math.min(most, deadline.atMs - performance.now())
}
