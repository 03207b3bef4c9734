// What the tests leave behind of their PostgreSQL: nothing, however they end.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { freshDatabase, queryOnce, stopPostgres, testCluster } from './postgres.ts'

const WAIT_MS_MAX = 20_000
const POSTGRES = join(import.meta.dirname, 'postgres.ts')
/** Says where its cluster and its database are, and waits to be killed. */
const TESTER = `
  import { freshDatabase, testCluster } from ${JSON.stringify(POSTGRES)}
  const database = await freshDatabase()
  console.log(JSON.stringify({ database, ...(await testCluster()) }))
  setInterval(() => {}, 1000)
`

after(stopPostgres)

async function killedTester(env: Readonly<Record<string, string | undefined>>) {
  const child = spawn(process.execPath, ['--input-type=module-typescript', '--eval', TESTER], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  return JSON.parse(line) as { database: string; url: string; folder: string | undefined }
}

async function until(what: string, isSo: () => Promise<boolean>) {
  const deadline = Date.now() + WAIT_MS_MAX
  while (!(await isSo())) {
    assert.ok(Date.now() < deadline, what)
    await pause(50)
  }
}

test('a database goes when the test file that made it was killed, and no other does', async () => {
  const { url, folder, prefix } = await testCluster()
  const own = new URL(await freshDatabase()).pathname.slice(1)
  const { database } = await killedTester({
    MINTMARK_TEST_CLUSTER: JSON.stringify({ url, folder, prefix }),
  })
  const name = new URL(database).pathname.slice(1)
  const names = async () => {
    const { rows } = await queryOnce(url, 'select datname from pg_database')
    return rows.map((row) => String(row.datname))
  }
  await until(`${name} is still there`, async () => !(await names()).includes(name))
  assert.ok((await names()).includes(own))
})

test('a PostgreSQL and its folder go when the test file that started it was killed', async () => {
  const nothing = { MINTMARK_TEST_CLUSTER: undefined, MINTMARK_TEST_DATABASE_URL: undefined }
  const { url, folder } = await killedTester(nothing)
  assert.ok(folder !== undefined)
  await until(`${folder} is still there`, async () => !existsSync(folder))
  await assert.rejects(queryOnce(url, 'select 1'))
})
