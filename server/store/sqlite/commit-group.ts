import type { Awaitable } from '../../protocol/awaitable.ts'
import type { Executor } from '../engine.ts'
import { isDecision, StoreUnavailable } from '../failure.ts'

/** The engine's own words for a transaction and for a place in it to return to. */
interface TransactionWords {
  begin(): Awaitable<void>
  commit(): void
  rollback(): void
  mark(): void
  undo(): void
  release(): void
}

/** Of the event loop; in each, requests that have come join. */
const TURNS_MAX = 8

interface Waiting {
  readonly work: (executor: Executor) => Awaitable<unknown>
  readonly settle: (outcome: Outcome) => void
}

type Outcome = { readonly value: unknown } | { readonly thrown: unknown }

/**
 * All works that wait at the same time share one transaction and so one sync. Each stands behind
 * its own savepoint: one that fails is undone alone. Nobody is answered before the commit. A work
 * must not wait for anything but the executor.
 */
export class CommitGroup {
  #executor: Executor
  #words: TransactionWords
  #waiting: Waiting[] = []
  #running: Promise<void> | undefined

  constructor(executor: Executor, words: TransactionWords) {
    this.#executor = executor
    this.#words = words
  }

  run<T>(work: (executor: Executor) => Awaitable<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({
        work,
        settle: (outcome) =>
          'thrown' in outcome ? reject(outcome.thrown) : resolve(outcome.value as T),
      })
      this.#running ??= this.#runAll()
    })
  }

  async drain(): Promise<void> {
    while (this.#running !== undefined) await this.#running
  }

  async #runAll(): Promise<void> {
    while (this.#waiting.length > 0) {
      await this.#gather()
      const group = this.#waiting
      this.#waiting = []
      await this.#runGroup(group)
    }
    this.#running = undefined
  }

  /** A commit costs as much as ten works: the group closes with the first turn that adds none. */
  async #gather(): Promise<void> {
    let size = 0
    for (let turn = 0; turn < TURNS_MAX && size < this.#waiting.length; turn += 1) {
      size = this.#waiting.length
      await new Promise((resolve) => setImmediate(resolve))
    }
  }

  async #runGroup(group: readonly Waiting[]): Promise<void> {
    const outcomes: Outcome[] = []
    try {
      await this.#words.begin()
      for (const { work } of group) outcomes.push(await this.#runOne(work))
      this.#words.commit()
    } catch (thrown) {
      try {
        this.#words.rollback()
      } catch {
        // The engine has already rolled back (a full disk does that).
      }
      for (const { settle } of group) settle({ thrown })
      return
    }
    group.forEach(({ settle }, i) => {
      settle(outcomes[i] as Outcome)
    })
  }

  async #runOne(work: Waiting['work']): Promise<Outcome> {
    this.#words.mark()
    try {
      const value = await work(this.#executor)
      this.#words.release()
      return { value }
    } catch (thrown) {
      if (thrown instanceof StoreUnavailable) throw thrown
      // A refusal is a decision: a replay's revocation must not be undone by saying no to it.
      if (!isDecision(thrown)) this.#words.undo()
      this.#words.release()
      return { thrown }
    }
  }
}
