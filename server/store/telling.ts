import type { Awaitable } from '../protocol/awaitable.ts'
import type { Executor, Work } from './engine.ts'
import { isDecision } from './failure.ts'
import { type NewNotice, notices } from './notices.ts'

/** Called before notices are written, where several nodes write: puts them into one order. */
export type Order = (executor: Executor) => Awaitable<unknown>

/** Runs one work and writes what it has to tell, also where it refuses. */
export async function runAndTell<T>(work: Work<T>, executor: Executor, order?: Order): Promise<T> {
  try {
    const value = await work.run(executor)
    await tell(work.news(), executor, order)
    return value
  } catch (thrown) {
    if (isDecision(thrown)) await tell(work.news(), executor, order)
    throw thrown
  }
}

/**
 * Notices come last, so that whoever waits for their order holds it for one commit only and nobody
 * who has it waits for a row.
 */
export async function tell(
  news: readonly NewNotice[],
  executor: Executor,
  order?: Order,
): Promise<void> {
  if (news.length === 0) return
  await order?.(executor)
  const { add } = notices(executor)
  await Promise.all(news.map(add))
}
