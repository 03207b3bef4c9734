// A start without its PostgreSQL: one that is not there yet is waited for, one that says no ends
// the start with a sentence, and neither shows a stack or the password.
import assert from 'node:assert/strict'
import { once } from 'node:events'
import { after, test } from 'node:test'
import { collectOutput, spawnMint, startMint } from '../mint.ts'
import { openDatabaseProxy } from '../nodes/database-proxy.ts'
import { freePort, newFolder } from '../places.ts'
import { freshDatabase, stopPostgres } from '../postgres.ts'
import { eventually } from '../wire.ts'

const PASSWORD = 'never-to-be-shown'
const START_MS_MAX = 20_000

const database = await freshDatabase()
after(stopPostgres)

/** Where the server ends by itself, with what it said. */
async function failedStart(databaseUrl: string, waitSec = 0) {
  const from = performance.now()
  const child = spawnMint(['dev'], {
    PORT: '0',
    MINTMARK_DATA_DIR: newFolder(),
    MINTMARK_DATABASE_URL: databaseUrl,
    MINTMARK_DATABASE_WAIT_SEC: String(waitSec),
  })
  const output = collectOutput(child)
  const [code] = await once(child, 'exit')
  assert.equal(code, 1, output())
  assert.doesNotMatch(output(), /^\s+at /m, 'no stack')
  assert.ok(!output().includes(PASSWORD), 'no password')
  return { said: output(), tookMs: performance.now() - from }
}

function changed(change: (url: URL) => void): string {
  const url = new URL(database)
  change(url)
  return url.href
}

test('a database that never comes ends the start with where it was looked for', async () => {
  const port = await freePort()
  const nobody = changed((url) => {
    url.port = String(port)
    url.password = PASSWORD
  })
  const { said, tookMs } = await failedStart(nobody, 1)
  assert.match(said, new RegExp(`PostgreSQL at 127.0.0.1:${port} did not answer within 1 s`))
  assert.match(said, /MINTMARK_DATABASE_URL/)
  assert.ok(tookMs > 1_000)
})

test('a database that comes later is waited for', async () => {
  const network = await openDatabaseProxy(database)
  network.cut()
  const env = { MINTMARK_DATABASE_URL: network.url, MINTMARK_DATABASE_WAIT_SEC: '60' }
  const starting = startMint({ env })
  await eventually(async () => network.refused() >= 2, 'it looks again', START_MS_MAX)
  network.heal()
  const mint = await starting
  assert.match(mint.output(), /the store did not do what was asked/, 'the operator is told')
  await mint.stop()
  await network.close()
})

test('a database that refuses us ends the start at once', async () => {
  const wrongPassword = changed((url) => {
    url.password = PASSWORD
  })
  const { said } = await failedStart(wrongPassword, 60)
  assert.match(said, /refuses: password authentication failed/)
  const elsewhere = changed((url) => {
    url.pathname = '/no_such_database'
  })
  assert.match((await failedStart(elsewhere, 60)).said, /does not exist/)
})

test('an address that cannot be read is not shown', async () => {
  const { said } = await failedStart(`postgres://mint:${PASSWORD}@127.0.0.1:none/mint`, 60)
  assert.match(said, /cannot be read/)
})

test('a database that acknowledges before it has written is refused', async () => {
  const hasty = changed((url) => {
    url.searchParams.set('options', '-c synchronous_commit=off')
  })
  const { said } = await failedStart(hasty, 60)
  assert.match(said, /not durable: fsync=on, synchronous_commit=off/)
})
