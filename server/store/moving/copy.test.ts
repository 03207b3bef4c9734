import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { openStore } from '../store.ts'
import { copyStore } from './copy.ts'
import { MoveRefused } from './refused.ts'
import { tablesAfter } from './tables.ts'

const folders: string[] = []
after(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

function newFile(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-copy-'))
  folders.push(folder)
  return join(folder, 'mintmark.db')
}

function placeAt(file: string) {
  return { address: { file }, name: file }
}

/** A store with more rows than one batch has. */
async function filledStore(): Promise<string> {
  const file = newFile()
  const store = await openStore({ file })
  await store.transaction(async (records) => {
    for (let i = 0; i < 2_500; i += 1) await records.organizations.add(i + 1, `Company ${i}`, i)
    for (const at of [1, 2, 3]) {
      const secretHash = new Uint8Array([at, 0, 255])
      await records.signIns.add({ userId: 7, secretHash, createdAt: at, expiresAt: at + 1 })
    }
    await records.signIns.remove(3)
  })
  await store.close()
  return file
}

function rowsOf(file: string, table: string): unknown[] {
  const database = new DatabaseSync(file)
  const rows = database.prepare(`select * from ${table} order by id`).all()
  database.close()
  return rows
}

test('every row arrives, and a number that was given is not given again', async () => {
  const from = await filledStore()
  const to = newFile()
  const { contents } = await copyStore(placeAt(from), placeAt(to), () => {})
  assert.equal(contents.organizations?.rows, 2_500)
  for (const table of ['organizations', 'sign_ins']) {
    assert.deepEqual(rowsOf(to, table), rowsOf(from, table))
  }
  const copy = await openStore({ file: to })
  const next = { userId: 7, secretHash: new Uint8Array(32), createdAt: 5, expiresAt: 6 }
  assert.equal(await copy.transaction((records) => records.signIns.add(next)), 4)
  await copy.close()
})

test('a source that changes meanwhile is refused, and nothing has arrived', async () => {
  const from = await filledStore()
  const to = newFile()
  const writer = new DatabaseSync(from)
  const change = () => writer.exec("update organizations set name = 'Other' where id = 1")
  await assert.rejects(copyStore(placeAt(from), placeAt(to), change), (thrown: unknown) => {
    assert.ok(thrown instanceof MoveRefused)
    assert.match(thrown.message, /was changed during the copy \(organizations\)/)
    return true
  })
  writer.close()
  assert.deepEqual(rowsOf(to, 'organizations'), [])
})

test('a source that was written to and is the same again is no reason to refuse', async () => {
  const from = await filledStore()
  const writer = new DatabaseSync(from)
  const touch = () => {
    writer.exec("insert into facts (name, text) values ('touched', 'yes')")
    writer.exec("delete from facts where name = 'touched'")
  }
  const { contents } = await copyStore(placeAt(from), placeAt(newFile()), touch)
  writer.close()
  assert.equal(contents.organizations?.rows, 2_500)
})

test('every table of the schema is known, with its key', async () => {
  const tables = await tablesAfter()
  const names = tables.map((table) => table.name)
  for (const name of ['facts', 'scopes', 'attempts', 'plan_guests', 'credentials']) {
    assert.ok(names.includes(name), name)
  }
  assert.ok(names.every((name) => !/^(sqlite|kysely)/.test(name)))
  for (const table of tables) assert.ok(table.key.length > 0, `${table.name} has a primary key`)
  const guests = tables.find((table) => table.name === 'plan_guests')
  assert.deepEqual(guests?.key, ['user_id', 'plan_id'])
  assert.equal(guests?.isNumbered, false)
})
