import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { migrate, STEPS } from '../store/migrations/index.ts'
import { openSqlite } from '../store/sqlite/engine.ts'
import { createClient, manage } from '../test/flows/admin.ts'
import { clientCredentials, holdTokens, refresh } from '../test/flows/standard.ts'
import { vocera } from '../test/flows/vendors.ts'
import { type Mint, type MintOptions, startMint } from '../test/mint.ts'
import { newFolder } from '../test/places.ts'
import { freshDatabase, stopPostgres } from '../test/postgres.ts'
import { eventually } from '../test/wire.ts'
import { mintmark, runCli } from './test/run-cli.ts'

const EMBEDDED = { MINTMARK_DATABASE_URL: '' }
const ENGINES = {
  SQLite: async () => EMBEDDED,
  PostgreSQL: async () => ({ MINTMARK_DATABASE_URL: await freshDatabase() }),
} as const

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

let mint: Mint
let masterKey: string
const file = join(newFolder(), 'backup.db')
/** Made before the backup, and revoked after it. */
let revoked: { id: string; client_id: string; client_secret: string }
before(async () => {
  mint = await start({ env: EMBEDDED })
  masterKey = readFileSync(join(mint.dataDir, 'master.key'), 'utf8').trim()
  revoked = await createClient(mint, { dialect: 'vocera' })
  await holdTokens(mint)
  await mintmark(['backup', '--to', file], { env: mint.env })
  await manage(mint, `/clients/${revoked.id}`, { method: 'DELETE' })
})

/** Another machine, on which there is only the master key. */
function elsewhere() {
  const dataDir = newFolder()
  writeFileSync(join(dataDir, 'master.key'), masterKey, { mode: 0o600 })
  return { dataDir, env: { MINTMARK_DATA_DIR: dataDir, ...EMBEDDED } }
}

function damaged(change: (bytes: Buffer) => Buffer): string {
  const other = join(newFolder(), 'damaged.db')
  writeFileSync(other, change(readFileSync(file)))
  return other
}

for (const [engine, settings] of Object.entries(ENGINES)) {
  test(`nothing is restored under a server that runs on ${engine}`, async () => {
    const { dataDir } = elsewhere()
    const own = await start({ dataDir, env: await settings() })
    for (const flags of [
      ['--from', file, '--credentials', 'keep', '--replace'],
      ['--already-restored', '--credentials', 'keep'],
    ]) {
      const ran = await runCli(['restore', ...flags], { env: own.env })
      assert.equal(ran.code, 1)
      assert.match(ran.err, /Stop (it|every node) first/)
      assert.equal((await clientCredentials(own)).status, 200)
    }
    await own.stop()
  })

  test(`a store on ${engine} that something else turned back is settled in place`, async () => {
    const own = await start({ env: await settings() })
    const { refresh: token } = await holdTokens(own)
    await own.stop()
    const restore = ['restore', '--already-restored']
    const refused = await runCli(restore, { env: own.env })
    assert.equal(refused.code, 1)
    assert.match(refused.err, /--credentials keep/)
    const ran = await mintmark([...restore, '--credentials', 'keep', '--json'], { env: own.env })
    const { ended } = ran.json() as { ended: Record<string, number> }
    assert.ok((ended.signing_keys ?? 0) > 0 && (ended.families ?? 0) > 0)
    const again = await start({ dataDir: own.dataDir, port: own.port, env: own.env })
    assert.equal((await refresh(again, token)).status, 400)
    assert.equal((await clientCredentials(again)).status, 200)
    await again.stop()
  })
}

test('where nobody knows what was revoked, the operator must choose', async () => {
  const { dataDir, env } = elsewhere()
  const ran = await runCli(['restore', '--from', file], { env })
  assert.equal(ran.code, 1)
  assert.match(ran.err, /there is no store here that would know it/)
  assert.match(ran.err, /--credentials keep/)
  assert.match(ran.err, /--credentials end/)
  assert.deepEqual(readdirSync(dataDir), ['master.key'], 'nothing is made')
})

test('`keep` lists everything that lives again', async () => {
  const { dataDir, env } = elsewhere()
  const ran = await mintmark(['restore', '--from', file, '--credentials', 'keep', '--json'], {
    env,
  })
  const alive = ran.json().living_again as { kind: string; of: string; created_at: string }[]
  const found = alive.filter((one) => one.of === revoked.client_id)
  assert.deepEqual(found.map((one) => one.kind).sort(), ['api_key', 'client'])
  for (const one of alive) assert.match(one.created_at, /^20\d\d-.*Z$/)
  const restored = await start({ dataDir, env })
  assert.equal((await vocera(restored, revoked.client_secret)).status, 200)
  await restored.stop()
})

test('`end` leaves no secret, key or password', async () => {
  const { dataDir, env } = elsewhere()
  const ran = await mintmark(['restore', '--from', file, '--credentials', 'end'], { env })
  assert.match(ran.out, /Give every client a new secret/)
  const restored = await start({ dataDir, env })
  assert.ok((await vocera(restored)).status >= 400)
  assert.ok((await clientCredentials(restored)).status >= 400)
  assert.equal((await manage(restored, '/clients')).status, 401)
  const id = mint.demo.standard.client_id
  const added = (await mintmark(['client', 'add-secret', id, '--json'], { env })).json()
  const client = { ...mint.demo.standard, client_secret: String(added.client_secret) }
  const isKnown = async () => (await clientCredentials(restored, client)).status === 200
  await eventually(isKnown, 'the server knows the new secret', 5_000)
  await restored.stop()
})

test('a store that did not go on from the backup does not count as one that knows', async () => {
  const { dataDir, env } = elsewhere()
  await mintmark(['restore', '--from', file, '--credentials', 'keep'], { env })
  await mintmark(['backup', '--to', join(dataDir, 'second.db')], { env })
  await mintmark(['restore', '--from', file], { env })
  const ran = await runCli(['restore', '--from', join(dataDir, 'second.db')], { env })
  assert.match(ran.err, /did not go on from that backup/)
})

test('damage is found before anything is changed', async () => {
  const { dataDir, env } = elsewhere()
  const restore = (from: string) =>
    runCli(['restore', '--from', from, '--credentials', 'keep'], { env })
  const cut = await restore(damaged((bytes) => bytes.subarray(0, bytes.length / 2)))
  assert.match(cut.err, /no whole backup|is damaged/)
  const forged = await restore(
    damaged((bytes) => {
      bytes.write('Evil', bytes.indexOf('Olga Operator'))
      return bytes
    }),
  )
  assert.match(forged.err, /its table users is not what was backed up/)
  const other = join(newFolder(), 'other.txt')
  writeFileSync(other, 'no database at all')
  assert.match((await restore(other)).err, /no whole backup/)
  assert.match((await restore(join(dataDir, 'none.db'))).err, /There is no file/)
  assert.deepEqual(readdirSync(dataDir), ['master.key'])
})

test('another master key is noticed', async () => {
  const { dataDir, env } = elsewhere()
  const key = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 97 + 5) % 256))
  writeFileSync(join(dataDir, 'master.key'), key.toString('base64'))
  const ran = await runCli(['restore', '--from', file, '--credentials', 'keep'], { env })
  assert.match(ran.err, /The master key is not the one of this backup/)
  assert.ok(!existsSync(join(dataDir, 'mintmark.db')))
})

test('a newer release’s backup is refused, an older one’s is brought up to date', async () => {
  const { dataDir, env } = elsewhere()
  const newer = damaged((bytes) => bytes)
  const later = new DatabaseSync(newer)
  later.exec("insert into kysely_migration values ('9999-later', '2030-01-01')")
  later.close()
  const refused = await runCli(['restore', '--from', newer, '--credentials', 'keep'], { env })
  assert.match(refused.err, /newer release/)

  const old = { ...env, MINTMARK_DATA_DIR: join(newFolder(), 'old') }
  mkdirSync(old.MINTMARK_DATA_DIR)
  const engine = openSqlite(join(old.MINTMARK_DATA_DIR, 'mintmark.db'))
  await migrate(engine.kysely, engine.types, STEPS.slice(0, 1))
  await engine.close()
  const older = join(newFolder(), 'older.db')
  await mintmark(['backup', '--to', older], { env: old })
  const plan = await mintmark(['migrate', '--plan', '--json'], { env: old })
  assert.ok((plan.json().pending as unknown[]).length > 0, 'taking it migrates nothing')
  await mintmark(['restore', '--from', older, '--credentials', 'end'], { env })
  const { pending } = (await mintmark(['migrate', '--plan', '--json'], { env })).json()
  assert.deepEqual(pending, [])
  assert.deepEqual(readdirSync(dataDir).sort(), ['master.key', 'mintmark.db'])
})

test('a store that cannot be read is kept aside all the same', async () => {
  const { dataDir, env } = elsewhere()
  const broken = Buffer.alloc(8_192, 'not a database ')
  writeFileSync(join(dataDir, 'mintmark.db'), broken)
  const refused = await runCli(['restore', '--from', file], { env })
  assert.match(refused.err, /cannot be read/)
  const ran = await mintmark(['restore', '--from', file, '--credentials', 'keep', '--json'], {
    env,
  })
  assert.deepEqual(readFileSync(String(ran.json().aside)), broken)
})
