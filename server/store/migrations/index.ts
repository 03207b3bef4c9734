import type { Kysely } from 'kysely'
import { type Migration, Migrator } from 'kysely/migration'
import type { ColumnTypes } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { first } from './0001-first.ts'

type Step = (db: Kysely<unknown>, types: ColumnTypes) => Promise<void>

/** In order; a released step is never edited, only followed by another. */
const STEPS: readonly (readonly [name: string, step: Step])[] = [['0001-first', first]]

/** Brings the tables to this release's schema. Refuses a store that a newer release wrote. */
export async function migrate(db: Kysely<Schema>, types: ColumnTypes): Promise<void> {
  const { error } = await migratorFor(db, types).migrateToLatest()
  if (error !== undefined) {
    throw new Error('The store cannot be brought to this release’s schema.', { cause: error })
  }
}

/** Names of the steps that have not run yet. */
export async function pendingMigrations(
  db: Kysely<Schema>,
  types: ColumnTypes,
): Promise<readonly string[]> {
  const all = await migratorFor(db, types).getMigrations()
  return all.filter((one) => one.executedAt === undefined).map((one) => one.name)
}

function migratorFor(db: Kysely<Schema>, types: ColumnTypes): Migrator {
  const migrations: Record<string, Migration> = {}
  for (const [name, step] of STEPS) migrations[name] = { up: (on) => step(on, types) }
  return new Migrator({ db, provider: { getMigrations: async () => migrations } })
}
