import type { Clock } from '../protocol/clock.ts'
import type { Block } from '../store/blocks.ts'
import type { Store } from '../store/store.ts'

/** Told apart until the next flush; whoever is refused beyond that is refused and not listed. */
const NOTED_MAX = 1_000
/** A list that nobody can read helps nobody, and its rows hold addresses. */
const KEPT_MAX = 10_000
const SUBJECT_CHARACTERS_MAX = 320

/** Who is refused for having used up their attempts: for operators to see, and to lift. */
export interface Blocks {
  /** `counter` is where the attempts are counted. Costs no query. */
  note(counter: string, bucket: string, subject: string, expiresAt: number): void
  /** Writes down what was noted. */
  flush(): Promise<void>
}

export function blocksIn(store: Store, clock: Clock): Blocks {
  let noted = new Map<string, Omit<Block, 'id'>>()
  // Who is let in again must not stand in the list for what happened before.
  store.board.onNotice(({ topic, kind, target }) => {
    if (topic === 'changed' && kind === 'block') noted.delete(target)
  })

  return {
    note(counter, bucket, subject, expiresAt) {
      const now = clock.now()
      const known = noted.get(counter)
      if (known === undefined && noted.size >= NOTED_MAX) return
      noted.set(counter, {
        bucket,
        subject: subject.slice(0, SUBJECT_CHARACTERS_MAX),
        refusals: (known?.refusals ?? 0) + 1,
        firstAt: known?.firstAt ?? now,
        lastAt: now,
        expiresAt,
      })
    },
    async flush() {
      if (noted.size === 0) return
      // Every node goes through the rows in the same order.
      const rows = [...noted].sort(([one], [other]) => (one < other ? -1 : 1))
      noted = new Map()
      try {
        if (await store.blocks.areMoreThan(KEPT_MAX)) return
        await store.transaction(async (records) => {
          for (const [, block] of rows) await records.blocks.add(block)
        })
      } catch (thrown) {
        for (const [counter, block] of rows) if (!noted.has(counter)) noted.set(counter, block)
        throw thrown
      }
    },
  }
}
