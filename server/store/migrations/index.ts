import { type Kysely, sql } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { ColumnTypes } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { first } from './0001-first.ts'
import { nodes } from './0002-nodes.ts'
import { growth } from './0003-growth.ts'
import { management } from './0004-console.ts'
import { embeds } from './0005-embeds.ts'
import { conference } from './0006-conference.ts'
import { texts } from './0007-texts.ts'
import { apis } from './0008-apis.ts'

export type Step = (db: Kysely<unknown>, types: ColumnTypes) => Promise<void>

/**
 * In order; a step that was released is never edited, only followed by another. A step adds:
 * nodes of the release before still serve while it runs and after it. What nothing reads any more
 * is removed by a step of the release after.
 */
export const STEPS: readonly (readonly [name: string, step: Step])[] = [
  ['0001-first', first],
  ['0002-nodes', nodes],
  ['0003-growth', growth],
  ['0004-console', management],
  ['0005-embeds', embeds],
  ['0006-conference', conference],
  ['0007-texts', texts],
  ['0008-apis', apis],
]

type Db = Kysely<Schema>

/** Brings the tables to this release's schema. Refuses a store that a newer release wrote. */
export async function migrate(db: Db, types: ColumnTypes, steps = STEPS): Promise<void> {
  const { adapter } = db.getExecutor()
  if (!adapter.supportsTransactionalDdl) return migrateAtOnce(db, types, steps)
  await db.transaction().execute(async (on) => {
    // Before Kysely makes its own tables: nodes that start together would collide there.
    await adapter.acquireMigrationLock(on, { lockTable: '', lockRowId: '' })
    await run(on, types, steps)
  })
}

/**
 * Kysely takes SQLite for an engine that cannot undo a change of tables, and so would leave half
 * of one behind after a crash, and let two processes that start together do it both.
 */
async function migrateAtOnce(db: Db, types: ColumnTypes, steps: typeof STEPS): Promise<void> {
  await sql`begin immediate`.execute(db)
  try {
    await run(db, types, steps)
  } catch (thrown) {
    await sql`rollback`.execute(db)
    throw thrown
  }
  await sql`commit`.execute(db)
}

async function run(db: Db, types: ColumnTypes, steps: typeof STEPS): Promise<void> {
  const { error } = await migratorFor(db, types, steps).migrateToLatest()
  if (error !== undefined) {
    throw new Error('The store cannot be brought to this release’s schema.', { cause: error })
  }
}

/** Names of the steps that have not run yet. */
export async function pendingMigrations(db: Db, types: ColumnTypes): Promise<readonly string[]> {
  const all = await migratorFor(db, types, STEPS).getMigrations()
  return all.filter((one) => one.executedAt === undefined).map((one) => one.name)
}

function migratorFor(db: Db, types: ColumnTypes, steps: typeof STEPS): Migrator {
  const migrations: Record<string, Migration> = {}
  for (const [name, step] of steps) migrations[name] = { up: (on) => step(on, types) }
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}
