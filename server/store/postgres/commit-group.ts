import { remainingMs, withOwnDeadline } from '../../protocol/deadline.ts'
import type { Executor, Work } from '../engine.ts'
import { isDecision, OutOfTime } from '../failure.ts'
import { type Order, runAndTell, tell } from '../telling.ts'
import { gathering } from './gathering.ts'
import { inTime } from './in-time.ts'
import { isUnsettled, QUERY_MS_MAX } from './pool.ts'
import { COMMIT_MS_MIN } from './transaction.ts'

/** One on its way while the next comes together. */
const GROUPS_MAX = 2
/** So that neither a statement nor what is undone with one fault grows without end. */
const WORKS_MAX = 100

type Transaction = <T>(work: (executor: Executor) => Promise<T>) => Promise<T>

interface Waiting {
  readonly work: Work<unknown>
  /** With less time left than a commit takes it is not begun. */
  readonly endMs: number
  settle(outcome: Outcome): void
}

type Outcome = { readonly value: unknown } | { readonly thrown: unknown }

/**
 * Works that wait at the same time share a transaction: their statements are gathered, their
 * notices take one turn, and one commit answers all. Of works about one thing the first is in a
 * group and the others run by themselves, where they wait for its row and for nobody else. Where
 * one fails the group is undone and each runs by itself, so that a fault is its own work's alone.
 */
export function commitGroups(transaction: Transaction, order: Order) {
  const waiting: Waiting[] = []
  const subjects = new Set<string>()
  let groups = 0

  const runAll = async (): Promise<void> => {
    while (waiting.length > 0) {
      const group = waiting.splice(0, WORKS_MAX).filter(isInTime)
      if (group.length === 0) continue
      await withOwnDeadline(QUERY_MS_MAX, () => runGroup(transaction, order, group))
    }
    groups -= 1
  }
  const join = <T>(work: Work<T>): Promise<T> =>
    new Promise<T>((resolve, reject) => {
      waiting.push({
        work,
        endMs: performance.now() + remainingMs(Number.POSITIVE_INFINITY),
        settle: (outcome) =>
          'thrown' in outcome ? reject(outcome.thrown) : resolve(outcome.value as T),
      })
      if (groups === GROUPS_MAX) return
      groups += 1
      // Whoever asks in the same turn joins.
      setImmediate(() => void runAll())
    })

  return async <T>(work: Work<T>, about: string): Promise<T> => {
    if (subjects.has(about)) {
      return transaction((executor) => runAndTell(work, executor, order))
    }
    subjects.add(about)
    return inTime(join(work).finally(() => subjects.delete(about)))
  }
}

function isInTime({ endMs, settle }: Waiting): boolean {
  if (endMs - performance.now() >= COMMIT_MS_MIN) return true
  settle({ thrown: new OutOfTime() })
  return false
}

async function runGroup(
  transaction: Transaction,
  order: Order,
  group: readonly Waiting[],
): Promise<void> {
  try {
    const outcomes = await transaction(async (executor) => {
      const gathered = gathering(executor)
      // All have ended before anything else is done with the connection.
      const reached = await Promise.all(
        group.map(({ work }) => outcomeOf(() => work.run(gathered))),
      )
      for (const outcome of reached) if (isFault(outcome)) throw outcome.thrown
      const news = group.flatMap(({ work }) => work.news())
      await tell(news, gathered, () => order(executor))
      return reached
    })
    for (const [i, outcome] of outcomes.entries()) group[i]?.settle(outcome)
  } catch (thrown) {
    // Of a database that is away nobody knows more than this.
    if (isUnsettled(thrown)) for (const { settle } of group) settle({ thrown })
    else await Promise.all(group.map((one) => runAlone(transaction, order, one)))
  }
}

async function runAlone(
  transaction: Transaction,
  order: Order,
  { work, settle }: Waiting,
): Promise<void> {
  settle(await outcomeOf(() => transaction((executor) => runAndTell(work, executor, order))))
}

async function outcomeOf(run: () => unknown): Promise<Outcome> {
  try {
    return { value: await run() }
  } catch (thrown) {
    return { thrown }
  }
}

/** What undoes the group. */
function isFault(outcome: Outcome): outcome is { readonly thrown: unknown } {
  return 'thrown' in outcome && !isDecision(outcome.thrown)
}
