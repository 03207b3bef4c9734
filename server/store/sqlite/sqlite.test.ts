import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, it } from 'node:test'
import { STEPS } from '../migrations/index.ts'
import { openStore, readPendingMigrations } from '../store.ts'
import { agreementsSuite } from '../suites/agreements-suite.ts'
import { cleanUpSuite } from '../suites/clean-up-suite.ts'
import { followersSuite } from '../suites/followers-suite.ts'
import { groupsSuite } from '../suites/groups-suite.ts'
import { listsSuite } from '../suites/lists-suite.ts'
import { peopleSuite } from '../suites/people-suite.ts'
import { platformSuite } from '../suites/platform-suite.ts'
import { storeSuite } from '../suites/suite.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-store-'))
after(() => rmSync(folder, { recursive: true, force: true }))
let files = 0
const nextFile = () => {
  files += 1
  return join(folder, `${files}.db`)
}

storeSuite('SQLite in memory', () => openStore({ file: ':memory:' }))
storeSuite('SQLite in a file', () => openStore({ file: nextFile() }))
cleanUpSuite('SQLite in a file', () => openStore({ file: nextFile() }))
platformSuite('SQLite in a file', () => openStore({ file: nextFile() }))
peopleSuite('SQLite in a file', () => openStore({ file: nextFile() }))
agreementsSuite('SQLite in a file', () => openStore({ file: nextFile() }))
listsSuite('SQLite in a file', () => openStore({ file: nextFile() }))
groupsSuite('SQLite in a file', () => openStore({ file: nextFile() }))
followersSuite('SQLite in a file', async () => {
  const file = nextFile()
  return { writers: [await openStore({ file })], follower: await openStore({ file }) }
})

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

it('a file has a write-ahead log; without a full sync it would not have opened', async () => {
  const file = nextFile()
  const store = await openStore({ file })
  await store.close()
  const raw = new DatabaseSync(file)
  assert.equal(raw.prepare('pragma journal_mode').get()?.journal_mode, 'wal')
  raw.close()
})

it('a log that grew under a long reader becomes small again once that one has gone', async () => {
  const file = nextFile()
  const store = await openStore({ file })
  const walMegabytes = () => statSync(`${file}-wal`).size / 1e6
  let writes = 0
  const write = (facts: number) =>
    store.transaction(async (records) => {
      writes += 1
      const text = String.fromCharCode(96 + writes).repeat(8_000)
      for (let i = 0; i < facts; i += 1) await records.facts.put(`fact ${i}`, text)
    })
  await write(1)
  const reader = new DatabaseSync(file, { readOnly: true })
  reader.exec('begin')
  reader.prepare('select count(*) from facts').get()
  for (let i = 0; i < 10; i += 1) await write(500)
  assert.ok(walMegabytes() > 30, `${walMegabytes()} MB: the reader held nothing up`)
  reader.exec('commit')
  reader.close()
  // The first checkpoints what is there, the next begins the log anew.
  for (let i = 0; i < 2; i += 1) await write(1)
  assert.ok(walMegabytes() < 17, `${walMegabytes()} MB are kept`)
  await store.close()
})
