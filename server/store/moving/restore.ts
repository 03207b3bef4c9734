import { existsSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import type { StoreAddress } from '../store.ts'
import type { BackupLabel } from './backup-label.ts'
import type { Named } from './copy.ts'
import { inTransaction } from './engines.ts'
import { aloneAt, atPlace, type Place } from './place.ts'
import { putInPlace } from './put-in-place.ts'
import { MoveRefused } from './refused.ts'
import { demandAlone, replaceRows } from './replace-rows.ts'
import type { Restoration, RestoreTarget } from './restoration.ts'
import type { Progress } from './rows.ts'
import { demandSameSchema } from './schema-state.ts'
import { type Present, type Restored, type RestoreWish, settle } from './settle.ts'
import { isDamage } from './staged.ts'
import { readStanding } from './standing.ts'
import { type Table, tablesAfter } from './tables.ts'

/** A file that `prepareStaged` has looked at; it is used up. */
export interface Staged {
  readonly file: string
  readonly label: BackupLabel | undefined
}

/** A server that waits for a file's lock has given up after this. */
const LOCK_WAIT_MS = 1_200

/**
 * Puts the staged store in the place of the present one, if there is one, and keeps that aside.
 * Nothing is changed before everything is ready, and then all of it at once.
 */
export async function restoreStore(
  staged: Staged,
  target: RestoreTarget,
  wish: RestoreWish,
  onProgress: Progress,
): Promise<Restoration> {
  const tables = await tablesAfter()
  const settleStaged = (present: Present): Promise<Restored> =>
    aloneAt(staged.file, ({ kind, db }) =>
      settle({ kind, db, tables, label: staged.label }, present, wish),
    )
  const { address } = target
  return 'file' in address
    ? restoreFile(staged.file, address.file, target.asideName, tables, settleStaged)
    : replaceRows(staged.file, target, tables, settleStaged, onProgress)
}

/** The same for a store that something else has turned back already, where it is. */
export async function settleInPlace(
  { address, name }: Named,
  wish: RestoreWish,
): Promise<Restored> {
  const tables = await tablesAfter()
  const work = async (place: Place): Promise<Restored> => {
    await demandSameSchema(place, name)
    return inTransaction(place, async (db) => {
      await demandAlone(place, db, tables, name)
      return settle({ kind: place.kind, db, tables, label: undefined }, 'none', wish)
    })
  }
  return 'file' in address ? aloneAt(demandFile(address), work) : atPlace(address, work)
}

function demandFile({ file }: Extract<StoreAddress, { file: string }>): string {
  if (!existsSync(file)) throw new MoveRefused(`There is no file ${file}.`)
  return file
}

async function restoreFile(
  staged: string,
  file: string,
  asideFile: string,
  tables: readonly Table[],
  settleStaged: (present: Present) => Promise<Restored>,
): Promise<Restoration> {
  if (!existsSync(file)) {
    const restored = await settleStaged('none')
    putInPlace(staged, file, asideFile)
    return { ...restored, aside: undefined }
  }
  const replace = async (present: Present): Promise<Restoration> => {
    const restored = await settleStaged(present)
    putInPlace(staged, file, asideFile)
    return { ...restored, aside: asideFile }
  }
  let hasBegun = false
  try {
    return await aloneAt(file, async ({ kind, db }) => {
      const present = await readStanding(kind, db, tables).catch(() => 'unreadable' as const)
      hasBegun = true
      const restoration = await replace(present)
      // Who opened the old file just before it was moved must not get its lock now.
      await pause(LOCK_WAIT_MS)
      return restoration
    })
  } catch (thrown) {
    // A file that is no database any more has nothing to lock.
    if (hasBegun || !isDamage(thrown)) throw thrown
    return replace('unreadable')
  }
}
