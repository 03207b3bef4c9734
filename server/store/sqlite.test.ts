import assert from 'node:assert/strict'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, it } from 'node:test'
import { STEPS } from './migrations/index.ts'
import { openStore, readPendingMigrations } from './store.ts'
import { storeSuite } from './suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-store-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const nextFile = () => {
  files += 1
  return join(folder, `${files}.db`)
}

storeSuite('SQLite in memory', () => openStore({ file: ':memory:' }))
storeSuite('SQLite in a file', () => openStore({ file: nextFile() }))

it('a file keeps what was acknowledged when it is opened again', async () => {
  const file = nextFile()
  const first = await openStore({ file })
  await first.transaction((records) => records.facts.put('name', 'kept'))
  await first.close()
  const second = await openStore({ file })
  assert.equal(await second.facts.load('name'), 'kept')
  await second.close()
})

it('a second process on the same file hears of a revocation by following the notices', async () => {
  const file = nextFile()
  const writer = await openStore({ file })
  const reader = await openStore({ file })
  await writer.transaction((records) =>
    records.notices.add({ topic: 'revoked', kind: 'client', target: 'c', at: 5, expiresAt: 9 }),
  )
  await reader.board.follow()
  assert.equal(reader.board.isRevoked('client', 'c', 5), true)
  await writer.close()
  await reader.close()
})

it('a fresh file waits for its migrations, an opened one for none', async () => {
  const file = nextFile()
  const all = STEPS.map(([name]) => name)
  assert.deepEqual(await readPendingMigrations({ file }), all)
  const store = await openStore({ file })
  await store.close()
  assert.deepEqual(await readPendingMigrations({ file }), [])
})

it('a store that a newer release wrote is refused', async () => {
  const file = nextFile()
  const store = await openStore({ file })
  await store.close()
  const raw = new DatabaseSync(file)
  raw.exec("insert into kysely_migration values ('9999-later', '2099-01-01T00:00:00Z')")
  raw.close()
  await assert.rejects(openStore({ file }), /newer|cannot be brought/)
})

it('a file has a write-ahead log; without a full sync it would not have opened', async () => {
  const file = nextFile()
  const store = await openStore({ file })
  await store.close()
  const raw = new DatabaseSync(file)
  assert.equal(raw.prepare('pragma journal_mode').get()?.journal_mode, 'wal')
  raw.close()
})
