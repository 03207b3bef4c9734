import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Dialect, Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { Schema } from '../schema.ts'
import { namedColumns } from './named-columns.ts'

// It only compiles: the pool connects to nothing.
const dialect: Dialect = new PostgresDialect({ pool: new pg.Pool() })
const db = new Kysely<Schema>({ dialect, plugins: [namedColumns] })

test('no query asks for whatever columns there are', () => {
  const { sql } = db.selectFrom('facts').selectAll().where('name', '=', 'a').compile()
  assert.equal(sql, 'select "name", "text" from "facts" where "name" = $1')
})

test('all columns of one of several tables are named with it', () => {
  const joined = db.selectFrom('facts').innerJoin('scopes', 'scopes.value', 'facts.name')
  const { sql } = joined.selectAll('facts').select('scopes.dialect').compile()
  const from = 'from "facts" inner join "scopes" on "scopes"."value" = "facts"."name"'
  assert.equal(sql, `select "facts"."name", "facts"."text", "scopes"."dialect" ${from}`)
})

test('counting and inner queries stay what they are', () => {
  const inner = db.selectFrom('users').select('id')
  const query = db.selectFrom('families').select((e) => e.fn.countAll().as('n'))
  const { sql } = query.where('user_id', 'in', inner).compile()
  const from = 'from "families" where "user_id" in (select "id" from "users")'
  assert.equal(sql, `select count(*) as "n" ${from}`)
})

test('a selection whose columns nobody knows is refused', () => {
  const query = db.selectFrom('facts as f').selectAll()
  assert.throws(() => query.compile(), /Name the columns/)
})
