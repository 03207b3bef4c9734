import { type Kysely, PostgresAdapter } from 'kysely'
import type { Executor } from './engine.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'

/** Of those that were used in the same second, of which there may be many. */
const TOGETHER = 100

/**
 * Notes when these rows were used last. Never back: what another node or an earlier window noted
 * later stays. Rows that somebody changes at this moment are passed over: whoever does has just
 * used them, which is noted next, or ends them; and two who change many rows in different orders
 * would wait for each other.
 */
export function touching(table: 'credentials' | 'families') {
  const touch = statement<Keys<number> & { at: number }>()((db, p) => {
    const older = db
      .selectFrom(table)
      .select('id')
      .where('id', 'in', keySlots(p, TOGETHER))
      .where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<', p.at)]))
    return db
      .updateTable(table)
      .set({ last_used_at: p.at })
      .where('id', 'in', locksRows(db) ? older.forNoKeyUpdate().skipLocked() : older)
  })
  return async (executor: Executor, ids: readonly number[], at: number): Promise<void> => {
    for (const keys of keyGroups(ids, TOGETHER)) await executor.run(touch, { ...keys, at })
  }
}

/** SQLite has one who writes, and no word for this. */
function locksRows(db: Kysely<Schema>): boolean {
  return db.getExecutor().adapter instanceof PostgresAdapter
}
