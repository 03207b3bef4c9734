import { hash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { Db } from './place.ts'
import type { Table } from './tables.ts'

export type Row = Record<string, unknown>
type AnyTables = Kysely<Record<string, Row>>

/** How many rows a table has and what they hold, in whatever order they are read. */
export interface Contents {
  readonly rows: number
  readonly checksum: string
}

export type ContentsByTable = Readonly<Record<string, Contents>>

/** Hears how many rows of a table are done. */
export type Progress = (table: string, rows: number) => void

/** Below what both engines take in one statement. */
const PARAMETERS_MAX = 30_000
const BATCH_ROWS_MAX = 1_000
const CHECKSUM_BITS = 256n

/** All rows in batches, by the primary key. */
export async function* readRows(db: Db, table: Table): AsyncGenerator<readonly Row[]> {
  const limit = Math.min(BATCH_ROWS_MAX, Math.floor(PARAMETERS_MAX / table.columns.length))
  const key = sql.join(table.key.map((name) => sql.ref(name)))
  let last: Row | undefined
  for (;;) {
    const after = last
    const rows: readonly Row[] = await asAny(db)
      .selectFrom(table.name)
      .select(table.columns.map(({ name }) => name))
      .$if(after !== undefined, (query) =>
        query.where(sql<boolean>`(${key}) > (${sql.join(table.key.map((name) => after?.[name]))})`),
      )
      .orderBy(key)
      .limit(limit)
      .execute()
    if (rows.length > 0) yield rows
    last = rows.at(-1)
    if (rows.length < limit) return
  }
}

/** Copies every row into tables that are empty, and answers what it copied. */
export async function copyRows(
  from: Db,
  to: Db,
  tables: readonly Table[],
  onProgress: Progress = () => {},
): Promise<ContentsByTable> {
  return readAll(from, tables, async (table, rows, done) => {
    await asAny(to)
      .insertInto(table.name)
      .values([...rows])
      .execute()
    onProgress(table.name, done)
  })
}

export function readContents(db: Db, tables: readonly Table[]): Promise<ContentsByTable> {
  return readAll(db, tables, async () => {})
}

/** The first table in which the two differ. */
export function firstDifference(a: ContentsByTable, b: ContentsByTable): string | undefined {
  const names = new Set([...Object.keys(a), ...Object.keys(b)])
  return [...names].find(
    (name) => a[name]?.rows !== b[name]?.rows || a[name]?.checksum !== b[name]?.checksum,
  )
}

/** The tables that hold anything. */
export async function filledTables(db: Db, tables: readonly Table[]): Promise<readonly string[]> {
  const filled: string[] = []
  for (const { name } of tables) {
    const [row] = await asAny(db)
      .selectFrom(name)
      .select(sql<number>`1`.as('one'))
      .limit(1)
      .execute()
    if (row !== undefined) filled.push(name)
  }
  return filled
}

type OnBatch = (table: Table, rows: readonly Row[], done: number) => Promise<void>

async function readAll(
  db: Db,
  tables: readonly Table[],
  onBatch: OnBatch,
): Promise<ContentsByTable> {
  const contents: Record<string, Contents> = {}
  for (const table of tables) {
    let done = 0
    let sum = 0n
    for await (const rows of readRows(db, table)) {
      for (const row of rows) sum += rowNumber(table, row)
      done += rows.length
      await onBatch(table, rows, done)
    }
    const checksum = BigInt.asUintN(Number(CHECKSUM_BITS), sum).toString(16)
    contents[table.name] = { rows: done, checksum }
  }
  return contents
}

/** The same for the same row on either engine. */
function rowNumber(table: Table, row: Row): bigint {
  const values = table.columns.map(({ name, kind }) => {
    const value = row[name]
    if (value === null || value === undefined) return null
    return kind === 'bytes' ? Buffer.from(value as Uint8Array).toString('hex') : String(value)
  })
  return BigInt(`0x${hash('sha256', JSON.stringify(values))}`)
}

/** Tables are known here by what they are called, not by what they mean. */
function asAny(db: Db): AnyTables {
  return db as unknown as AnyTables
}
