import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { ColumnTypes } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { first } from './0001-first.ts'
import { nodes } from './0002-nodes.ts'

export type Step = (db: Kysely<unknown>, types: ColumnTypes) => Promise<void>

/**
 * In order; a step that was released is never edited, only followed by another. A step adds:
 * nodes of the release before still serve while it runs and after it. What nothing reads any more
 * is removed by a step of the release after.
 */
export const STEPS: readonly (readonly [name: string, step: Step])[] = [
  ['0001-first', first],
  ['0002-nodes', nodes],
]

type Db = Kysely<Schema>

/** Brings the tables to this release's schema. Refuses a store that a newer release wrote. */
export async function migrate(db: Db, types: ColumnTypes, steps = STEPS): Promise<void> {
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
