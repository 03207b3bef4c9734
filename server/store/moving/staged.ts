import { migrate, STEPS } from '../migrations/index.ts'
import { openSqlite } from '../sqlite/engine.ts'
import { demandSound } from './backup.ts'
import { type BackupLabel, takeLabel } from './backup-label.ts'
import { aloneAt, type Db } from './place.ts'
import { MoveRefused } from './refused.ts'
import { firstDifference, readContents } from './rows.ts'
import { newerSchema, readSchemaState } from './schema-state.ts'
import { tablesAfter } from './tables.ts'

/** Whether our master key opens what is sealed in the backup. */
export type CanOpen = (sealed: Uint8Array) => boolean

/**
 * Looks whether a file of ours, copied from what `name` calls it, is a whole backup, and brings it
 * to this release's schema. Answers its label; a plain copy of a store has none.
 */
export async function prepareStaged(
  file: string,
  name: string,
  canOpen: CanOpen,
): Promise<BackupLabel | undefined> {
  const label = await aloneAt(file, async (place) => {
    const { db } = place
    await demandSound(db, name)
    const state = await readSchemaState(place)
    if (state.is === 'absent') throw notABackup(name)
    if (state.is === 'newer') throw newerSchema(name)
    const found = await takeLabel(db)
    if (found !== undefined) await demandContents(db, name, found)
    await demandMasterKey(db, canOpen)
    return found
  }).catch((thrown) => {
    throw isDamage(thrown) ? notABackup(name, thrown) : thrown
  })
  const engine = openSqlite(file)
  await migrate(engine.kysely, engine.types).finally(() => engine.close())
  return label
}

async function demandContents(db: Db, name: string, label: BackupLabel): Promise<void> {
  const tables = await tablesAfter(STEPS.slice(0, label.steps))
  const differs = firstDifference(label.contents, await readContents(db, tables))
  if (differs === undefined) return
  throw new MoveRefused(
    `${name} is damaged: its table ${differs} is not what was backed up.`,
    'Take another backup. Nothing was changed.',
  )
}

/** Another master key would make every credential of the backup a wrong one. */
async function demandMasterKey(db: Db, canOpen: CanOpen): Promise<void> {
  const keys = await db.selectFrom('signing_keys').select('sealed_private_key').execute()
  if (keys.every((key) => canOpen(key.sealed_private_key))) return
  throw new MoveRefused(
    'The master key is not the one of this backup: no credential in it would be right.',
    'Set MINTMARK_MASTER_KEY to the master key that the backed-up installation had.',
  )
}

function notABackup(name: string, cause?: unknown): MoveRefused {
  return new MoveRefused(
    `${name} is no whole backup of Mintmark.`,
    'Was it cut off on its way? Nothing was changed.',
    cause,
  )
}

const SQLITE_CORRUPT = 11
const SQLITE_NOTADB = 26

export function isDamage(thrown: unknown): boolean {
  const primary = Number((thrown as { errcode?: unknown }).errcode) & 0xff
  return primary === SQLITE_CORRUPT || primary === SQLITE_NOTADB
}
