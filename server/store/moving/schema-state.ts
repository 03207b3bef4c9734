import { sql } from 'kysely'
import { STEPS } from '../migrations/index.ts'
import { WAYS } from './engines.ts'
import type { Db, Place } from './place.ts'
import { MoveRefused } from './refused.ts'

/** In which the migrator keeps what has run. */
const TABLE = 'kysely_migration'

/** How the schema of a store stands to that of this release. */
export type SchemaState =
  | { readonly is: 'absent' }
  | { readonly is: 'same' }
  /** `steps` of ours have run. */
  | { readonly is: 'older'; readonly steps: number }
  | { readonly is: 'newer' }

export async function readSchemaState({ kind, db }: Place): Promise<SchemaState> {
  const names = (await WAYS[kind].tableNames(db)).has(TABLE) ? await executedSteps(db) : []
  if (names.length === 0) return { is: 'absent' }
  const isOurs = names.every((name, at) => STEPS[at]?.[0] === name)
  if (!isOurs) return { is: 'newer' }
  return names.length === STEPS.length ? { is: 'same' } : { is: 'older', steps: names.length }
}

/** Throws where the store has not exactly this release's schema. */
export async function demandSameSchema(place: Place, name: string): Promise<void> {
  const { is } = await readSchemaState(place)
  if (is === 'same') return
  if (is === 'absent') throw new MoveRefused(`There is no Mintmark in ${name}.`)
  throw is === 'newer' ? newerSchema(name) : olderSchema(name)
}

export function newerSchema(name: string): MoveRefused {
  return new MoveRefused(
    `A newer release of Mintmark wrote ${name}.`,
    'Use the command of that release, or a later one.',
  )
}

function olderSchema(name: string): MoveRefused {
  return new MoveRefused(
    `An older release of Mintmark wrote ${name}.`,
    'Run `mintmark migrate` on it first.',
  )
}

async function executedSteps(db: Db): Promise<readonly string[]> {
  const { rows } = await sql<{ name: string }>`
    select name from ${sql.table(TABLE)} order by name`.execute(db)
  return rows.map((row) => row.name)
}
