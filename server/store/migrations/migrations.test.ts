import assert from 'node:assert/strict'
import { once } from 'node:events'
import { join } from 'node:path'
import { after, describe, it } from 'node:test'
import { type ColumnMetadata, type Kysely, sql } from 'kysely'
import { collectOutput, spawnMint } from '../../test/mint.ts'
import { newFolder } from '../../test/places.ts'
import { freshDatabase, stopPostgres } from '../../test/postgres.ts'
import type { ColumnTypes, Engine } from '../engine.ts'
import type { Schema } from '../schema.ts'
import { openEngine, openStore, readPendingMigrations, type StoreAddress } from '../store.ts'
import { migrate, STEPS, type Step } from './index.ts'

const LATER = 'cannot be brought to this release’s schema'
const TOGETHER = 5

after(stopPostgres)

/** Where a store may be, and the settings that lead a command to it. */
const places: Readonly<Record<string, () => Promise<[StoreAddress, Record<string, string>]>>> = {
  SQLite: async () => {
    const folder = newFolder()
    return [{ file: join(folder, 'mintmark.db') }, { MINTMARK_DATABASE_URL: '', ...at(folder) }]
  },
  PostgreSQL: async () => {
    const url = await freshDatabase()
    const address = { url, connectionsMax: 2, usesPreparedStatements: true, onError: () => {} }
    return [address, { MINTMARK_DATABASE_URL: url, ...at(newFolder()) }]
  },
}

for (const [name, place] of Object.entries(places)) {
  describe(`migrations on ${name}`, () => {
    it('run once, however many processes start together', async () => {
      const [address, env] = await place()
      const runs = Array.from({ length: TOGETHER }, async () => {
        const child = spawnMint(['migrate'], env)
        const output = collectOutput(child)
        const [code] = await once(child, 'exit')
        assert.equal(code, 0, output())
      })
      await Promise.all(runs)
      assert.deepEqual(await readPendingMigrations(address), [])
      assert.equal((await stepsIn(address)).length, STEPS.length)
    })

    for (const count of STEPS.keys()) {
      const before = STEPS.slice(0, count + 1)
      it(`from ${before.at(-1)?.[0]} to now keep every row that was there`, async () => {
        const [address] = await place()
        const rows = await onEngine(address, async ({ types }, db) => {
          await migrate(db, types, before)
          return fillEveryTable(db)
        })
        assert.ok(Object.keys(rows).length > 15)
        await (await openStore(address)).close()
        const now = await onEngine(address, (_, db) => rowsOf(db, Object.keys(rows)))
        for (const [table, row] of Object.entries(rows)) {
          assert.partialDeepStrictEqual(now[table], row, table)
        }
        assert.deepEqual(await readPendingMigrations(address), [])
      })
    }

    it('leave nothing of a step that failed half-way, and can be run again', async () => {
      const [address] = await place()
      await (await openStore(address)).close()
      const step = (thenFails: boolean): Step => {
        return async (db) => {
          await db.schema.createTable('half').addColumn('id', 'integer').execute()
          if (thenFails) throw new Error('the machine is gone')
        }
      }
      const run = (thenFails: boolean) =>
        onEngine(address, ({ types }, db) =>
          migrate(db, types, [...STEPS, ['9999-half', step(thenFails)]]),
        )
      await assert.rejects(run(true), new RegExp(LATER))
      await run(false)
      assert.equal((await stepsIn(address)).at(-1), '9999-half')
    })

    it('do not touch a store that a newer release wrote', async () => {
      const [address] = await place()
      const later: Step = async (db) => {
        await db.schema.createTable('of_later').addColumn('id', 'integer').execute()
      }
      await onEngine(address, ({ types }, db) =>
        migrate(db, types, [...STEPS, ['9999-later', later]]),
      )
      await assert.rejects(openStore(address), new RegExp(LATER))
      assert.equal((await stepsIn(address)).at(-1), '9999-later')
    })
  })
}

function at(folder: string): Record<string, string> {
  return { MINTMARK_DATA_DIR: folder }
}

type Db = Kysely<Schema>

async function onEngine<T>(
  address: StoreAddress,
  work: (engine: { types: ColumnTypes }, db: Db) => Promise<T>,
): Promise<T> {
  const engine: Engine = await openEngine(address)
  try {
    return await engine.atLeisure((db) => work(engine, db))
  } finally {
    await engine.close()
  }
}

async function stepsIn(address: StoreAddress): Promise<readonly string[]> {
  return onEngine(address, async (_, db) => {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration`.execute(db)
    return rows.map((row) => row.name).sort()
  })
}

type Rows = Record<string, Record<string, unknown>>

/** One row in each table, whatever its columns are called. */
async function fillEveryTable(db: Db): Promise<Rows> {
  const tables = await db.introspection.getTables()
  for (const { name, columns } of tables) {
    const given = columns.filter((column) => !column.isAutoIncrementing)
    await sql`insert into ${sql.table(name)}
      (${sql.join(given.map((column) => sql.ref(column.name)))})
      values (${sql.join(given.map(valueFor))})`.execute(db)
  }
  return rowsOf(
    db,
    tables.map((table) => table.name),
  )
}

function valueFor({ name, dataType }: ColumnMetadata): unknown {
  if (/int/i.test(dataType)) return 7
  return /blob|bytea/i.test(dataType) ? Buffer.from(name) : `of ${name}`
}

async function rowsOf(db: Db, tables: readonly string[]): Promise<Rows> {
  const found: Rows = {}
  for (const table of tables) {
    const { rows } = await sql<Rows[string]>`select * from ${sql.table(table)}`.execute(db)
    assert.equal(rows.length, 1, `${rows.length} rows in ${table}`)
    found[table] = { ...rows[0] }
  }
  return found
}
