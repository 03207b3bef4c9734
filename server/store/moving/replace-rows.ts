import { setTimeout as pause } from 'node:timers/promises'
import { sql } from 'kysely'
import { openStore } from '../store.ts'
import { copyVerified } from './copy.ts'
import { inTransaction, raiseNumbers, readNumbers, WAYS } from './engines.ts'
import { aloneAt, atPlace, type Db, type Place, withOurName } from './place.ts'
import { MoveRefused } from './refused.ts'
import type { Restoration, RestoreTarget } from './restoration.ts'
import { filledTables, type Progress } from './rows.ts'
import { newerSchema, readSchemaState } from './schema-state.ts'
import type { Present, Restored } from './settle.ts'
import { readStanding } from './standing.ts'
import type { Table } from './tables.ts'

const LEAVING_MS_MAX = 2_000
const LEAVING_POLL_MS = 100

/** The rows of a database make way for the staged ones, in one transaction with their settling. */
export async function replaceRows(
  staged: string,
  target: RestoreTarget,
  tables: readonly Table[],
  settleStaged: (present: Present) => Promise<Restored>,
  onProgress: Progress,
): Promise<Restoration> {
  await atPlace(target.address, (place) => demandReplaceable(place, target, tables))
  await (await openStore(withOurName(target.address))).close()
  return atPlace(target.address, (place) =>
    inTransaction(place, async (db) => {
      await demandAlone(place, db, tables, target.name)
      const isEmpty = (await filledTables(db, tables)).length === 0
      const restored = await settleStaged(
        isEmpty ? 'none' : await readStanding(place.kind, db, tables),
      )
      if (!isEmpty) await setAside(db, tables, target)
      await aloneAt(staged, async (source) => {
        await copyVerified(source.db, db, tables, onProgress)
        const numbers = await readNumbers(source.kind, source.db, tables)
        await raiseNumbers(place.kind, db, tables, numbers)
      })
      return { ...restored, aside: isEmpty ? undefined : `schema ${target.asideName}` }
    }),
  )
}

/** Throws where another program has the database open; from here on none can read or write. */
export async function demandAlone(
  place: Place,
  db: Db,
  tables: readonly Table[],
  name: string,
): Promise<void> {
  await demandNobody(place, db, name)
  if (place.kind === 'sqlite') return
  const names = sql.join(tables.map((table) => sql.table(table.name)))
  await sql`lock table ${names} in access exclusive mode`.execute(db)
}

/** Connections of a program that has just ended are still there for a moment. */
async function demandNobody({ kind }: Place, db: Db, name: string): Promise<void> {
  for (const until = performance.now() + LEAVING_MS_MAX; ; await pause(LEAVING_POLL_MS)) {
    const others = await WAYS[kind].others(db)
    if (others === 0) return
    if (performance.now() > until) throw inUse(name, others)
  }
}

async function demandReplaceable(
  place: Place,
  target: RestoreTarget,
  tables: readonly Table[],
): Promise<void> {
  const state = await readSchemaState(place)
  if (state.is === 'newer') throw newerSchema(target.name)
  if (state.is === 'absent') return
  const present = await WAYS[place.kind].tableNames(place.db)
  const known = tables.filter((table) => present.has(table.name))
  const filled = await filledTables(place.db, known)
  if (filled.length === 0 || target.mayReplace) {
    await demandNobody(place, place.db, target.name)
    return
  }
  throw new MoveRefused(
    `${target.name} is not empty. Nothing was changed.`,
    'With --replace its rows make way; they are kept in a schema of their own.',
  )
}

async function setAside(
  db: Db,
  tables: readonly Table[],
  { asideName, name }: RestoreTarget,
): Promise<void> {
  await sql`create schema ${sql.id(asideName)}`.execute(db).catch((cause) => {
    throw new MoveRefused(
      `The rows of ${name} cannot be kept aside (${cause.message}). Nothing was changed.`,
      'Give the database’s user the right to create schemas in it, or restore into another.',
      cause,
    )
  })
  for (const { name: table } of tables) {
    const copy = sql.id(asideName, table)
    await sql`create table ${copy} as table ${sql.table(table)}`.execute(db)
  }
  await sql`truncate ${sql.join(tables.map(({ name: table }) => sql.table(table)))}`.execute(db)
}

function inUse(name: string, others: number): MoveRefused {
  const who = others === 1 ? 'One other connection is' : `${others} other connections are`
  return new MoveRefused(
    `${who} open to ${name}. Nothing was changed.`,
    'Stop every node first, close other connections, and let a pooler close its own.',
  )
}
