import assert from 'node:assert/strict'
import { once } from 'node:events'
import { chmodSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { generateIdentity, identityToRecipient } from 'age-encryption'
import { createClient } from '../test/flows/admin.ts'
import { holdTokens, refresh } from '../test/flows/standard.ts'
import { mintForThisFile, spawnMint } from '../test/mint.ts'
import { newFolder } from '../test/places.ts'
import { mintmark, runCli } from './test/run-cli.ts'

const mint = await mintForThisFile()
const { env } = mint
const PASSPHRASE = 'a passphrase of enough characters'

function fileFor(name: string): string {
  return join(newFolder(), name)
}

function rowsIn(file: string, table: string): number {
  const store = new DatabaseSync(file, { readOnly: true })
  const row = store.prepare(`select count(*) as n from ${table}`).get()
  store.close()
  return Number(row?.n)
}

test('a backup is one whole file, its owner’s alone, while requests are answered', async () => {
  const file = fileFor('backup.db')
  let isDone = false
  let tokens = await holdTokens(mint)
  const working = (async () => {
    while (!isDone) {
      const answer = await refresh(mint, tokens.refresh)
      assert.equal(answer.status, 200, answer.text)
      tokens = { ...tokens, refresh: answer.field('refresh_token') }
    }
  })()
  const made = (await mintmark(['backup', '--to', file, '--json'], { env })).json()
  isDone = true
  await working
  assert.equal(made.bytes, statSync(file).size)
  assert.equal(statSync(file).mode & 0o777, 0o600)
  assert.ok(rowsIn(file, 'families') >= 1)
  assert.equal(rowsIn(file, 'users'), 5)
  assert.deepEqual(readdirSync(join(file, '..')), ['backup.db'], 'nothing stays beside it')
  const { data } = (
    await mint.request('/admin/v1/audit-events?action=store.backup', {
      headers: { Authorization: `Bearer ${mint.demo.management_key}` },
    })
  ).json()
  assert.equal((data as unknown[]).length, 1, 'it stands in the record')
})

test('nothing is overwritten', async () => {
  const file = fileFor('backup.db')
  writeFileSync(file, 'precious')
  const ran = await runCli(['backup', '--to', file], { env })
  assert.equal(ran.code, 1)
  assert.match(ran.err, /There is a file .* already/)
  assert.equal(readFileSync(file, 'utf8'), 'precious')
  assert.match((await runCli(['backup', '--to', '/nowhere/at/all.db'], { env })).err, /no folder/)
})

test('an encrypted backup is opened by its passphrase only, and no plain one stays', async () => {
  const file = fileFor('backup.age')
  const client = await createClient(mint, { dialect: 'vocera', name: 'Only in the backup' })
  const secret = { ...env, MINTMARK_BACKUP_PASSPHRASE: PASSPHRASE }
  const filesBefore = readdirSync(mint.dataDir).sort()
  await mintmark(['backup', '--to', file, '--encrypt'], { env: secret })
  assert.deepEqual(readdirSync(mint.dataDir).sort(), filesBefore)
  assert.deepEqual(readdirSync(join(file, '..')), ['backup.age'])
  assert.equal(statSync(file).mode & 0o777, 0o600)
  const bytes = readFileSync(file, 'latin1')
  assert.ok(bytes.startsWith('age-encryption.org/v1\n'), 'the format of the age tool')
  for (const inside of [client.client_id, 'Only in the backup', 'SQLite format']) {
    assert.ok(!bytes.includes(inside), inside)
  }
  const restore = ['restore', '--from', file, '--credentials', 'keep', '--json']
  const into = () => ({
    MINTMARK_DATABASE_URL: '',
    MINTMARK_DATA_DIR: newFolder(),
    MINTMARK_MASTER_KEY: readFileSync(join(mint.dataDir, 'master.key'), 'utf8').trim(),
  })
  const wrong = { ...into(), MINTMARK_BACKUP_PASSPHRASE: `${PASSPHRASE}?` }
  const refused = await runCli(restore, { env: wrong })
  assert.match(refused.err, /cannot be opened with what you gave/)
  assert.deepEqual(readdirSync(wrong.MINTMARK_DATA_DIR), [])
  assert.match((await runCli(restore, { env: into() })).err, /is encrypted/)
  const right = { ...into(), MINTMARK_BACKUP_PASSPHRASE: PASSPHRASE }
  const answer = (await mintmark(restore, { env: right })).json()
  const alive = answer.living_again as { of: string; created_at: string }[]
  assert.ok(alive.some((one) => one.of === client.client_id && one.created_at !== ''))
})

test('a backup that is stopped leaves nothing behind', async () => {
  const file = fileFor('backup.age')
  const filesBefore = readdirSync(mint.dataDir).sort()
  const secret = { ...env, MINTMARK_BACKUP_PASSPHRASE: PASSPHRASE }
  const child = spawnMint(['backup', '--to', file, '--encrypt'], secret)
  const ended = once(child, 'exit')
  const hasBegun = () => readdirSync(mint.dataDir).some((name) => name.endsWith('.partial'))
  while (!hasBegun() && child.exitCode === null) await pause(2)
  child.kill('SIGTERM')
  assert.deepEqual((await ended)[0], 143)
  assert.deepEqual(readdirSync(mint.dataDir).sort(), filesBefore)
  assert.deepEqual(readdirSync(join(file, '..')), [])
})

test('a backup for recipients is opened by the identity of one of them', async () => {
  const file = fileFor('backup.age')
  const [first, second, stranger] = await Promise.all([
    generateIdentity(),
    generateIdentity(),
    generateIdentity(),
  ])
  const recipients = await Promise.all([first, second].map((one) => identityToRecipient(one)))
  const flags = recipients.flatMap((one) => ['--recipient', one])
  await mintmark(['backup', '--to', file, ...flags], { env })
  const identityFile = (text: string) => {
    const path = fileFor('key.txt')
    writeFileSync(path, `# created: 2026-01-01\n# public key: age1…\n${text}\n`)
    chmodSync(path, 0o600)
    return path
  }
  const restore = async (identity: string, from = file) => {
    const target = {
      MINTMARK_DATABASE_URL: '',
      MINTMARK_DATA_DIR: newFolder(),
      MINTMARK_MASTER_KEY: readFileSync(join(mint.dataDir, 'master.key'), 'utf8').trim(),
    }
    const key = ['--identity-file', identityFile(identity)]
    const ran = await runCli(['restore', '--from', from, '--credentials', 'end', ...key], {
      env: target,
    })
    return { ran, made: readdirSync(target.MINTMARK_DATA_DIR) }
  }
  const opened = await restore(second)
  assert.equal(opened.ran.code, 0, opened.ran.err)
  assert.deepEqual(opened.made, ['mintmark.db'])
  const refused = await restore(stranger)
  assert.equal(refused.ran.code, 1)
  assert.deepEqual(refused.made, [])
  assert.ok(!refused.ran.err.includes(stranger))
  const cut = fileFor('cut.age')
  writeFileSync(cut, readFileSync(file).subarray(0, -1_000))
  const broken = await restore(first, cut)
  assert.match(broken.ran.err, /is damaged/)
  assert.deepEqual(broken.made, [])
})

test('a backup that could not be opened again is not begun', async () => {
  const file = fileFor('backup.age')
  const ask = (flags: readonly string[], more: Record<string, string> = {}) =>
    runCli(['backup', '--to', file, ...flags], { env: { ...env, ...more } })
  assert.match((await ask(['--encrypt'])).err, /no passphrase/)
  const short = await ask(['--encrypt'], { MINTMARK_BACKUP_PASSPHRASE: 'short' })
  assert.match(short.err, /at least 12 characters/)
  assert.match((await ask(['--recipient', 'ssh-ed25519 AAAA'])).err, /must begin with age1/)
  assert.match((await ask(['--recipient', 'age1notakey'])).err, /no recipient of age/)
  assert.ok(!existsSync(file))
  assert.deepEqual(readdirSync(join(file, '..')), [])
})
