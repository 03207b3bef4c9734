import type pg from 'pg'
import type { Awaitable } from '../../protocol/awaitable.ts'
import { remainingMs } from '../../protocol/deadline.ts'
import type { Executor } from '../engine.ts'
import { isDecision, OutOfTime, raise, StoreUnavailable } from '../failure.ts'
import { executorOn, type Prepared } from './executor.ts'
import { type GuardedPool, isUnsettled, QUERY_MS_MAX, type RunQuery, timed } from './pool.ts'

/** With less time left a commit is not begun: its answer might come too late to be known. */
export const COMMIT_MS_MIN = 500

/**
 * READ COMMITTED: whoever changes a row decides by the condition in its own statement. When the
 * answer to a commit does not come nobody knows what became of it, and the caller is refused: a
 * revocation may then be sent again, a refresh too, and a code that was spent is a replay.
 */
export function inTransaction<T>(
  { lend }: GuardedPool,
  prepared: Prepared,
  work: (executor: Executor) => Awaitable<T>,
): Promise<T> {
  return lend(async (connection) => {
    // One after the other, whatever the work asks for at the same time.
    let last: Promise<unknown> = Promise.resolve()
    const run: RunQuery = (query) => {
      const answer = last.then(() => connection.query(timed(query)) as Promise<pg.QueryResult>)
      last = answer.catch(() => {})
      return answer
    }
    await run({ text: 'begin' }).catch(raise)
    try {
      const value = await work(executorOn(run, prepared))
      await commit(run)
      return value
    } catch (thrown) {
      // The connection is closed, which undoes what it did.
      if (isUnsettled(thrown)) throw thrown
      // A refusal is a decision: what it did before saying no is kept.
      if (isDecision(thrown)) await commit(run)
      else await run({ text: 'rollback' }).catch(raise)
      throw thrown
    }
  })
}

async function commit(run: RunQuery): Promise<void> {
  if (remainingMs(QUERY_MS_MAX) < COMMIT_MS_MIN) throw new OutOfTime()
  const { command }: pg.QueryResult = await run({ text: 'commit' }).catch(raise)
  // To a transaction in which a statement failed, the answer is ROLLBACK and no error.
  if (command !== 'COMMIT') throw new StoreUnavailable('the transaction was undone')
}
