import { boundedCache } from '../protocol/bounded-cache.ts'
import type { Clock } from '../protocol/clock.ts'

const ANSWERS_MAX = 500
const KEPT_SEC_MIN = 10
/** Asked for all the time, it takes a hundredth of it. */
const KEPT_PER_COST = 100

interface Kept<T> {
  readonly value: Promise<T>
  until: number
}

/**
 * Answers that take long are kept, for ten seconds or for a hundred times as long as they took, so
 * that no number of people who look at a page makes everybody else wait.
 */
export function remembering<T>(clock: Clock): (key: string, make: () => Promise<T>) => Promise<T> {
  const answers = boundedCache<string, Kept<T>>(ANSWERS_MAX)
  return (key, make) => {
    const known = answers.get(key)
    if (known !== undefined && clock.now() < known.until) return known.value
    const startMs = performance.now()
    const value = make()
    const kept: Kept<T> = { value, until: Number.POSITIVE_INFINITY }
    answers.set(key, kept)
    value.then(
      () => {
        const tookSec = (performance.now() - startMs) / 1_000
        kept.until = clock.now() + Math.max(KEPT_SEC_MIN, Math.ceil(tookSec * KEPT_PER_COST))
      },
      () => {
        answers.delete(key)
      },
    )
    return value
  }
}
