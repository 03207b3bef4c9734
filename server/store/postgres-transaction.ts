import type { Awaitable } from '../protocol/awaitable.ts'
import type { Executor } from './engine.ts'
import { isDecision, raise, StoreUnavailable } from './failure.ts'
import { executorOn, type Prepared } from './postgres-executor.ts'
import { type GuardedPool, type RunQuery, timed } from './postgres-pool.ts'

/**
 * READ COMMITTED: whoever changes a row decides by the condition in its own statement. When the
 * answer to the commit does not come, nobody knows; the caller is told that it is not certain.
 */
export function inTransaction<T>(
  { lend }: GuardedPool,
  prepared: Prepared,
  work: (executor: Executor) => Awaitable<T>,
): Promise<T> {
  return lend(async (connection) => {
    const run: RunQuery = async (query) => connection.query(timed(query) as { text: string })
    const say = (text: string) => run({ text }).catch(raise)
    await say('begin')
    try {
      const value = await work(executorOn(run, prepared))
      await say('commit')
      return value
    } catch (thrown) {
      // After a fault the connection is closed, which undoes what it did.
      if (thrown instanceof StoreUnavailable) throw thrown
      // A refusal is a decision: what it did before saying no is kept.
      await say(isDecision(thrown) ? 'commit' : 'rollback')
      throw thrown
    }
  })
}
