import { remainingMs } from '../../protocol/deadline.ts'
import { OutOfTime } from '../failure.ts'

/**
 * What is done for several requests at once goes on without the one whose time is over. That one is
 * refused and does not learn what became of it, as where the answer to a commit was lost.
 */
export async function inTime<T>(answer: Promise<T>): Promise<T> {
  const ms = remainingMs(Number.POSITIVE_INFINITY)
  if (ms === Number.POSITIVE_INFINITY) return answer
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new OutOfTime()), Math.max(0, ms))
  })
  try {
    return await Promise.race([answer, late])
  } finally {
    clearTimeout(timer)
  }
}
