import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** The fact that tells whether the breaker is open, so that every node and restart knows it. */
export const BREAKER_FACT = 'text breaker'

/** What is counted, of whom, and in the window that began when. */
export interface TextCount {
  readonly cap: string
  readonly subject: string
  readonly at: number
}

const current = statement<TextCount>()((db, p) =>
  db
    .selectFrom('text_counts')
    .select('count')
    .where('cap', '=', p.cap)
    .where('subject', '=', p.subject)
    .where('at', '=', p.at),
)
/** Counts on only below the limit, so that of any number of callers no more than it get through. */
const take = statement<TextCount & { limit: number }>()((db, p) =>
  db
    .insertInto('text_counts')
    .values({ cap: p.cap, subject: p.subject, at: p.at, count: 1 })
    .onConflict((c) =>
      c
        .columns(['cap', 'subject', 'at'])
        .doUpdateSet({ count: sql<number>`text_counts.count + 1` })
        .where(sql<boolean>`text_counts.count < ${p.limit}`),
    ),
)
const giveBack = statement<TextCount>()((db, p) =>
  db
    .updateTable('text_counts')
    .set({ count: sql<number>`count - 1` })
    .where('cap', '=', p.cap)
    .where('subject', '=', p.subject)
    .where('at', '=', p.at),
)
const forget = statement<{ cap: string }>()((db, p) =>
  db.deleteFrom('text_counts').where('cap', '=', p.cap),
)

/** How many texts were asked for, where every node sees it and a restart forgets nothing. */
export function textCounts(executor: Executor) {
  return {
    async current(place: TextCount): Promise<number> {
      return (await executor.first(current, place))?.count ?? 0
    },
    /** False where the limit, which is 1 at least, is reached. */
    async take(place: TextCount, limit: number): Promise<boolean> {
      return (await executor.run(take, { ...place, limit })) === 1
    },
    async giveBack(place: TextCount): Promise<void> {
      await executor.run(giveBack, place)
    },
    async forget(cap: string): Promise<void> {
      await executor.run(forget, { cap })
    },
  }
}
