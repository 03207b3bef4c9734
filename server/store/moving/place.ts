import { randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'
import { Kysely, SqliteDialect } from 'kysely'
import type { Engine } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { forKysely } from '../sqlite/engine.ts'
import { openEngine, type StoreAddress } from '../store.ts'
import { MoveRefused } from './refused.ts'

export type Db = Kysely<Schema>

/** A store opened as a whole, for work that takes as long as it takes. */
export interface Place {
  readonly kind: Engine['name']
  readonly db: Db
  /** Whether all the work is one transaction already. */
  readonly isInTransaction: boolean
}

const BUSY_WAIT_MS_MAX = 5_000

/** By which a database knows our own connections from those of others. */
export const CONNECTION_NAME = `mintmark command ${randomBytes(6).toString('hex')}`

/** Opens the store for reading and writing, and closes it after the work. Migrates nothing. */
export async function atPlace<T>(
  address: StoreAddress,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const engine = await openEngine(withOurName(address))
  try {
    return await engine.atLeisure((db) => work({ kind: engine.name, db, isInTransaction: false }))
  } finally {
    await engine.close()
  }
}

/** The same for reading alone: a file is not even touched. */
export async function atSource<T>(
  address: StoreAddress,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  if (!('file' in address)) return atPlace(address, work)
  if (!existsSync(address.file)) throw new MoveRefused(`There is no file ${address.file}.`)
  const options = { readOnly: true, timeout: BUSY_WAIT_MS_MAX }
  return atFile(new DatabaseSync(address.file, options), false, work)
}

/**
 * The same for one who must be alone with the file: throws where another program, such as a server,
 * has it open, and keeps every other one out. The work is one transaction.
 */
export async function aloneAt<T>(file: string, work: (place: Place) => Promise<T>): Promise<T> {
  const database = new DatabaseSync(file, { timeout: 0 })
  try {
    // Leaving the write-ahead log takes the one lock that every open connection stands against.
    database.exec('pragma synchronous=full; pragma journal_mode=delete; begin exclusive;')
  } catch (cause) {
    database.close()
    const primary = Number((cause as { errcode?: unknown }).errcode) & 0xff
    if (primary !== SQLITE_BUSY) throw cause
    throw new MoveRefused(
      `A server or another program has ${file} open.`,
      'Stop it first: whatever it still wrote would be lost.',
    )
  }
  return atFile(database, true, async (place) => {
    const value = await work(place)
    database.exec('commit')
    return value
  })
}

const SQLITE_BUSY = 5

async function atFile<T>(
  database: DatabaseSync,
  isInTransaction: boolean,
  work: (place: Place) => Promise<T>,
): Promise<T> {
  const db = new Kysely<Schema>({ dialect: new SqliteDialect({ database: forKysely(database) }) })
  try {
    return await work({ kind: 'sqlite', db, isInTransaction })
  } finally {
    await db.destroy()
    database.close()
  }
}

/** The same store, in whose list of connections ours can be told from others. */
export function withOurName(address: StoreAddress): StoreAddress {
  if ('file' in address) return address
  const url = new URL(address.url)
  url.searchParams.set('application_name', CONNECTION_NAME)
  return { ...address, url: url.href }
}
