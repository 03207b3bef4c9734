import assert from 'node:assert/strict'
import { copyFileSync, existsSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, test } from 'node:test'
import { createClient, manage } from '../test/flows/admin.ts'
import { clientCredentials, holdTokens, refresh } from '../test/flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../test/flows/tokens.ts'
import { vocera, voceraDetail } from '../test/flows/vendors.ts'
import { composite, holdUserToken, me } from '../test/flows/vocalcola.ts'
import { type Mint, type MintOptions, startMint } from '../test/mint.ts'
import { newFolder } from '../test/places.ts'
import { freshDatabase, queryOnce, stopPostgres } from '../test/postgres.ts'
import { mintmark, runCli } from './test/run-cli.ts'

const EMBEDDED = { MINTMARK_DATABASE_URL: '' }
const mints: Mint[] = []
after(async () => {
  for (const mint of mints) await mint.stop()
  await stopPostgres()
})

async function start(options: MintOptions): Promise<Mint> {
  const mint = await startMint(options)
  mints.push(mint)
  return mint
}

/** A folder with the dev master key of another, and nothing else. */
function folderWithKeyOf(mint: Mint): string {
  const folder = newFolder()
  copyFileSync(join(mint.dataDir, 'master.key'), join(folder, 'master.key'))
  return folder
}

async function jwks(mint: Mint): Promise<unknown> {
  return (await mint.request(mint.endpoints.jwks)).json()
}

interface Copied {
  readonly verified: boolean
  readonly tables: readonly { table: string; rows: number; checksum: string }[]
}

test('a platform moves from SQLite to PostgreSQL and back; nobody notices', async () => {
  const first = await start({ env: EMBEDDED })
  const live = await holdTokens(first)
  const idle = await holdTokens(first)
  const ended = await holdTokens(first)
  const userToken = await holdUserToken(first)
  const embed = (await vocera(first)).field('access')
  const own = await createClient(first, { dialect: 'vocera' })
  assert.equal((await revoke(first, authorizationOf(first).standard, ended.access)).status, 200)
  const published = await jwks(first)
  await first.advance(60)
  await first.stop()

  const database = await freshDatabase()
  const to = ['copy', '--from', first.dataDir, '--to', database, '--json']
  const ran = await mintmark(to)
  const copied = ran.json() as unknown as Copied
  assert.equal(copied.verified, true)
  assert.ok(copied.tables.some((one) => one.table === 'families' && one.rows >= 3))
  assert.match(ran.err, /families: \d+ rows/)
  assert.ok(!ran.out.includes('mintmark:mintmark'), 'the password is never shown')

  const settings = { port: first.port, dataDir: folderWithKeyOf(first) }
  const second = await start({ ...settings, env: { MINTMARK_DATABASE_URL: database } })
  assert.deepEqual(second.demo, first.demo, 'no credential is issued anew')
  assert.deepEqual(await jwks(second), published)
  const owner = authorizationOf(second).standard
  assert.equal(await isActive(second, owner, idle.access), true)
  assert.equal(await isActive(second, owner, ended.access), false)
  const next = (await refresh(second, live.refresh)).field('refresh_token')
  assert.equal((await voceraDetail(second, embed)).status, 200)
  assert.equal((await vocera(second, own.client_secret)).status, 200)
  const { public_key, private_key } = second.demo.vocalcola
  assert.equal((await me(second, composite(public_key, private_key, userToken))).status, 200)
  assert.equal((await clientCredentials(second)).status, 200)
  const made = await createClient(second, { dialect: 'vocera' })
  assert.equal((await manage(second, `/clients/${made.id}`)).status, 200, 'numbers go on')
  await second.stop()

  const home = join(folderWithKeyOf(first), 'mintmark.db')
  await mintmark(['copy', '--from', database, '--to', home])
  assert.equal(statSync(home).mode & 0o777, 0o600)
  const back = { port: first.port, dataDir: join(home, '..'), env: EMBEDDED }
  const third = await start(back)
  assert.equal((await refresh(third, next)).status, 200)
  assert.equal(await isActive(third, authorizationOf(third).standard, ended.access), false)
  assert.equal((await vocera(third, made.client_secret)).status, 200)
  assert.deepEqual(await jwks(third), published)
  await third.stop()
})

test('a target that holds anything is left alone', async () => {
  const mint = await start({ env: EMBEDDED })
  await mint.stop()
  const database = await freshDatabase()
  await mintmark(['copy', '--from', mint.dataDir, '--to', database])
  const count = async () => (await queryOnce(database, 'select count(*) from facts')).rows
  const before = await count()
  const again = await runCli(['copy', '--from', mint.dataDir, '--to', database])
  assert.equal(again.code, 1)
  assert.match(again.err, /is not empty/)
  assert.deepEqual(await count(), before)
  const file = join(mint.dataDir, 'mintmark.db')
  const other = join(newFolder(), 'other.db')
  await mintmark(['copy', '--from', file, '--to', other])
  const bytes = readFileSync(other)
  assert.equal((await runCli(['copy', '--from', database, '--to', other])).code, 1)
  assert.deepEqual(readFileSync(other), bytes)
})

test('a copy that breaks leaves nothing', async () => {
  const mint = await start({ env: EMBEDDED })
  await mint.stop()
  const from = join(mint.dataDir, 'mintmark.db')
  const store = new DatabaseSync(from)
  // PostgreSQL takes no such character, which is found out in the midst of the copy.
  store.exec("insert into facts (name, text) values ('torn', 'a' || char(0) || 'b')")
  store.close()
  const database = await freshDatabase()
  const ran = await runCli(['copy', '--from', from, '--to', database])
  assert.equal(ran.code, 1)
  const { rows } = await queryOnce(
    database,
    'select (select count(*) from clients) + (select count(*) from agents) as n',
  )
  assert.equal(Number(rows[0].n), 0)
})

test('a store of another release, a missing one and a wrong address are refused', async () => {
  const folder = join(newFolder(), 'nowhere')
  const target = join(newFolder(), 'to.db')
  const missing = await runCli(['copy', '--from', folder, '--to', target])
  assert.match(missing.err, /There is no file/)
  assert.ok(!existsSync(target), 'nothing is made')
  const empty = join(newFolder(), 'empty.db')
  new DatabaseSync(empty).exec('create table t (a text)')
  assert.match((await runCli(['copy', '--from', empty, '--to', target])).err, /no Mintmark/)
  const file = join(newFolder(), 'mintmark.db')
  await mintmark(['migrate'], { env: { ...EMBEDDED, MINTMARK_DATA_DIR: join(file, '..') } })
  const wrong = await runCli(['copy', '--from', 'mysql://x/y', '--to', target])
  assert.equal(wrong.code, 2)
  assert.equal((await runCli(['copy', '--from', file, '--to', file])).code, 2)
  const away = 'postgres://mint:very-secret@127.0.0.1:1/mint'
  const unreached = await runCli(['copy', '--from', file, '--to', away])
  assert.equal(unreached.code, 1)
  assert.match(unreached.err, /127\.0\.0\.1:1 did not answer.*\(database mint\)/)
  assert.ok(!unreached.err.includes('very-secret'))
  const store = new DatabaseSync(file)
  store.exec("insert into kysely_migration values ('9999-later', '2030-01-01')")
  store.close()
  const newer = await runCli(['copy', '--from', file, '--to', target])
  assert.match(newer.err, /newer release/)
  assert.ok(!existsSync(target))
})
