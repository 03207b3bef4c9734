import { openStore, type StoreAddress } from '../store.ts'
import { inSnapshot, inTransaction, raiseNumbers, readNumbers, WAYS } from './engines.ts'
import { atPlace, atSource, type Db, type Place } from './place.ts'
import { MoveRefused } from './refused.ts'
import {
  type ContentsByTable,
  copyRows,
  filledTables,
  firstDifference,
  type Progress,
  readContents,
} from './rows.ts'
import { demandSameSchema } from './schema-state.ts'
import { type Table, tablesAfter } from './tables.ts'

export interface Named {
  readonly address: StoreAddress
  /** What people call it; never holds a password. */
  readonly name: string
}

export interface Copied {
  readonly contents: ContentsByTable
  /** How many programs had the source open beside us. */
  readonly othersAtSource: number
}

/**
 * Everything of one store, into another that is empty: read in one snapshot, written in one
 * transaction, and compared row by row before that is committed. A source that changes meanwhile
 * is refused, since what it acknowledged last would be missing.
 */
export async function copyStore(from: Named, to: Named, onProgress: Progress): Promise<Copied> {
  const tables = await tablesAfter()
  return atSource(from.address, async (source) => {
    await demandSameSchema(source, from.name)
    await (await openStore(to.address)).close()
    return atPlace(to.address, async (target) => {
      const mark = await WAYS[source.kind].changeMark(source.db)
      const othersAtSource = await WAYS[source.kind].others(source.db)
      const contents = await inTransaction(target, async (into) => {
        const filled = await filledTables(into, tables)
        if (filled.length > 0) throw notEmpty(to.name, filled)
        const copied = await inSnapshot(source, async (db) => {
          const arrived = await copyVerified(db, into, tables, onProgress)
          await raiseNumbers(target.kind, into, tables, await readNumbers(source.kind, db, tables))
          return arrived
        })
        await demandUnchanged(source, from.name, tables, mark, copied)
        return copied
      })
      return { contents, othersAtSource }
    })
  })
}

/** Copies and reads again what arrived; throws where it differs. */
export async function copyVerified(
  from: Db,
  into: Db,
  tables: readonly Table[],
  onProgress?: Progress,
): Promise<ContentsByTable> {
  const copied = await copyRows(from, into, tables, onProgress)
  const differs = firstDifference(copied, await readContents(into, tables))
  if (differs === undefined) return copied
  throw new Error(`The copy of ${differs} is not what was read.`)
}

async function demandUnchanged(
  source: Place,
  name: string,
  tables: readonly Table[],
  mark: string,
  copied: ContentsByTable,
): Promise<void> {
  if ((await WAYS[source.kind].changeMark(source.db)) === mark) return
  // The mark may have moved without us being concerned: now only the rows themselves tell.
  const now = await inSnapshot(source, (db) => readContents(db, tables))
  const differs = firstDifference(copied, now)
  if (differs === undefined) return
  throw new MoveRefused(
    `${name} was changed during the copy (${differs}). Nothing was copied.`,
    'Stop every server on it, and copy again.',
  )
}

function notEmpty(name: string, filled: readonly string[]): MoveRefused {
  const words =
    filled.length > 3 ? `${filled.slice(0, 3).join(', ')} and others` : filled.join(', ')
  return new MoveRefused(
    `${name} is not empty: there are rows in ${words}. Nothing was changed.`,
    'Name another target, or empty this one yourself.',
  )
}
