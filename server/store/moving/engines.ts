import { sql } from 'kysely'
import type { Engine } from '../engine.ts'
import { CONNECTION_NAME, type Db, type Place } from './place.ts'
import type { Table } from './tables.ts'

type Work<T> = (db: Db) => Promise<T>

/** What moving a whole store takes of an engine, beyond its queries. */
interface Ways {
  /** Reads as of one instant, however long it takes. */
  snapshot<T>(db: Db, work: Work<T>): Promise<T>
  /** Differs after any change of the store; it may differ without one. */
  changeMark(db: Db): Promise<string>
  /** How many programs beside us have the store open; 0 where that cannot be asked. */
  others(db: Db): Promise<number>
  tableNames(db: Db): Promise<ReadonlySet<string>>
  /** The highest number that a row of the table ever had. */
  highestNumber(db: Db, table: Table): Promise<number>
  /** The next row's number will be above this one. */
  raiseNumber(db: Db, table: Table, above: number): Promise<void>
}

const sqlite: Ways = {
  snapshot: (db, work) => db.transaction().execute(work),
  changeMark: async (db) => String((await one(db, sql`pragma data_version`)).data_version),
  others: async () => 0,
  tableNames: (db) => names(db, sql`select name from sqlite_master where type = 'table'`),
  async highestNumber(db, { name }) {
    const found = await one(db, sql`select max(seq) as n from sqlite_sequence where name = ${name}`)
    return Number(found.n ?? 0)
  },
  async raiseNumber(db, { name }, above) {
    await sql`delete from sqlite_sequence where name = ${name}`.execute(db)
    await sql`insert into sqlite_sequence (name, seq) values (${name}, ${above})`.execute(db)
  },
}

const postgres: Ways = {
  snapshot: (db, work) =>
    db
      .transaction()
      .setIsolationLevel('repeatable read')
      .setAccessMode('read only')
      .execute(async (on) => {
        await takeYourTime(on)
        return work(on)
      }),
  changeMark: async (db) => String((await one(db, sql`select pg_current_snapshot()::text as s`)).s),
  async others(db) {
    // What it said last is remembered for the whole transaction.
    await sql`select pg_stat_clear_snapshot()`.execute(db)
    // What another user's connection is doing is hidden from us, but not that it is there.
    const found = await one(
      db,
      sql`select count(*)::int as n from pg_stat_activity
        where datname = current_database() and usesysid is not null
        and coalesce(backend_type, 'client backend') = 'client backend'
        and application_name is distinct from ${CONNECTION_NAME}`,
    )
    return Number(found.n)
  },
  tableNames: (db) =>
    names(db, sql`select tablename as name from pg_tables where schemaname = current_schema()`),
  async highestNumber(db, { name }) {
    const sequence = await sequenceOf(db, name)
    const drawn = sql`select case when is_called then last_value else last_value - 1 end as n`
    const found = await one(db, sql`${drawn} from ${sql.raw(sequence)}`)
    return Number(found.n)
  },
  async raiseNumber(db, { name }, above) {
    const sequence = await sequenceOf(db, name)
    await sql`select setval(${sequence}::regclass, ${Math.max(above, 1)}, ${above >= 1})`.execute(
      db,
    )
  },
}

export const WAYS: Readonly<Record<Engine['name'], Ways>> = { sqlite, postgres }

export function inSnapshot<T>(place: Place, work: Work<T>): Promise<T> {
  return WAYS[place.kind].snapshot(place.db, work)
}

export function inTransaction<T>(place: Place, work: Work<T>): Promise<T> {
  if (place.isInTransaction) return work(place.db)
  return place.db.transaction().execute(async (db) => {
    if (place.kind === 'postgres') await takeYourTime(db)
    return work(db)
  })
}

/** The highest number that was ever given, by table: none of them may be given again. */
export type Numbers = Readonly<Record<string, number>>

export async function readNumbers(
  kind: Engine['name'],
  db: Db,
  tables: readonly Table[],
): Promise<Numbers> {
  const numbers: Record<string, number> = {}
  for (const table of tables.filter((each) => each.isNumbered)) {
    // Some rows get their number from elsewhere, past the engine's own count.
    const found = await one(db, sql`select max(id) as n from ${sql.table(table.name)}`)
    const given = await WAYS[kind].highestNumber(db, table)
    numbers[table.name] = Math.max(Number(found.n ?? 0), given)
  }
  return numbers
}

export async function raiseNumbers(
  kind: Engine['name'],
  db: Db,
  tables: readonly Table[],
  above: Numbers,
): Promise<void> {
  for (const table of tables.filter((each) => each.isNumbered)) {
    await WAYS[kind].raiseNumber(db, table, above[table.name] ?? 0)
  }
}

/** Limits that suit requests would end the reading of a large store. */
async function takeYourTime(db: Db): Promise<void> {
  await sql`set local statement_timeout = 0`.execute(db)
  await sql`set local idle_in_transaction_session_timeout = 0`.execute(db)
}

async function sequenceOf(db: Db, table: string): Promise<string> {
  const found = await one(db, sql`select pg_get_serial_sequence(${table}, 'id') as name`)
  return String(found.name)
}

async function names(db: Db, query: ReturnType<typeof sql>): Promise<ReadonlySet<string>> {
  const { rows } = await query.execute(db)
  return new Set((rows as { name: string }[]).map((row) => row.name))
}

async function one(db: Db, query: ReturnType<typeof sql>): Promise<Record<string, unknown>> {
  const { rows } = await query.execute(db)
  return (rows[0] ?? {}) as Record<string, unknown>
}
