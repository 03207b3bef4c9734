import { randomBytes } from 'node:crypto'
import { closeSync, openSync } from 'node:fs'
import { DatabaseSync, backup as onlineBackup } from 'node:sqlite'
import { sql } from 'kysely'
import type { Engine } from '../engine.ts'
import { migrate, STEPS } from '../migrations/index.ts'
import { openSqlite } from '../sqlite/engine.ts'
import type { StoreAddress } from '../store.ts'
import { type BackupLabel, markBackup, writeLabel } from './backup-label.ts'
import type { Named } from './copy.ts'
import { copyVerified } from './copy.ts'
import { inSnapshot, inTransaction, raiseNumbers, readNumbers } from './engines.ts'
import { aloneAt, atPlace, atSource } from './place.ts'
import { MoveRefused } from './refused.ts'
import { type Progress, readContents } from './rows.ts'
import { newerSchema, readSchemaState } from './schema-state.ts'
import { tablesAfter } from './tables.ts'

/** All pages in one step: a writer beside us would make several begin again and again. */
const PAGES_A_STEP = 2 ** 31 - 1
const ID_BYTES = 12

/** Makes the file; where it stands, nothing may be yet. */
type WriteFile = (
  address: StoreAddress,
  file: string,
  steps: typeof STEPS,
  onProgress: Progress,
) => Promise<void>

const WRITERS: Readonly<Record<Engine['name'], WriteFile>> = {
  async sqlite(address, file) {
    if (!('file' in address)) throw new Error('This is no file.')
    const source = new DatabaseSync(address.file, { readOnly: true })
    try {
      await onlineBackup(source, file, { rate: PAGES_A_STEP })
    } finally {
      source.close()
    }
  },
  async postgres(address, file, steps, onProgress) {
    const engine = openSqlite(file)
    await migrate(engine.kysely, engine.types, steps).finally(() => engine.close())
    const tables = await tablesAfter(steps)
    await atSource(address, (source) =>
      atPlace({ file }, (target) =>
        inTransaction(target, (into) =>
          inSnapshot(source, async (db) => {
            await copyVerified(db, into, tables, onProgress)
            const numbers = await readNumbers(source.kind, db, tables)
            await raiseNumbers(target.kind, into, tables, numbers)
          }),
        ),
      ),
    )
  },
}

/**
 * A consistent copy of a store that may be serving, as one SQLite file whatever the engine. The
 * store itself remembers that the backup was made: by that a restore knows which store went on
 * from it.
 */
export async function writeBackup(
  from: Named,
  file: string,
  at: number,
  onProgress: Progress,
): Promise<BackupLabel> {
  const { kind, count } = await atSource(from.address, async (source) => {
    const state = await readSchemaState(source)
    if (state.is === 'absent') throw new MoveRefused(`There is no Mintmark in ${from.name}.`)
    if (state.is === 'newer') throw newerSchema(from.name)
    return { kind: source.kind, count: state.is === 'older' ? state.steps : STEPS.length }
  })
  const steps = STEPS.slice(0, count)
  const id = randomBytes(ID_BYTES).toString('hex')
  await atPlace(from.address, (place) => inTransaction(place, (db) => markBackup(db, id, at)))
  // Nobody else may read it, from the first byte on.
  closeSync(openSync(file, 'wx', 0o600))
  await WRITERS[kind](from.address, file, steps, onProgress)
  const tables = await tablesAfter(steps)
  return aloneAt(file, async (place) => {
    await demandSound(place.db, file)
    const contents = await readContents(place.db, tables)
    const label = { id, madeAt: at, steps: count, contents }
    await writeLabel(place.db, label)
    return label
  })
}

/** Throws where SQLite itself finds the file damaged. */
export async function demandSound(
  db: Parameters<typeof writeLabel>[0],
  name: string,
): Promise<void> {
  const { rows } = await sql<{ integrity_check: string }>`pragma integrity_check`.execute(db)
  if (rows[0]?.integrity_check === 'ok') return
  throw new MoveRefused(`${name} is damaged: ${rows[0]?.integrity_check ?? 'it cannot be read'}.`)
}
