import assert from 'node:assert/strict'
import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { test } from 'node:test'
import { startMint } from '../test/mint.ts'
import { newFolder } from '../test/places.ts'
import { mintmark, runCli } from './test/run-cli.ts'

interface Finding {
  readonly name: string
  readonly status: 'ok' | 'warn' | 'fail'
  readonly words: string
  readonly advice?: string
}

async function examine(args: readonly string[], env: Record<string, string>) {
  const ran = await runCli(['doctor', '--json', ...args], { env })
  const { findings, healthy } = ran.json() as { findings: Finding[]; healthy: boolean }
  assert.equal(ran.code, healthy ? 0 : 1)
  const statusOf = (name: string) => findings.find((one) => one.name === name)?.status
  return { findings, healthy, statusOf }
}

const STRONG = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 97 + 5) % 256)).toString(
  'base64',
)

test('a folder that nothing is wrong with is healthy, running or not', async () => {
  const mint = await startMint()
  const env = { ...mint.env, PORT: `${mint.port}` }
  const running = await examine([], env)
  assert.ok(running.healthy)
  assert.ok(running.findings.every((one) => one.status !== 'fail'))
  assert.match(String(running.findings.find((one) => one.name === 'port')?.words), /serves on/)
  assert.equal(running.statusOf('signing keys'), 'ok')
  await mint.stop()
  const stopped = await examine([], env)
  assert.match(String(stopped.findings.find((one) => one.name === 'port')?.words), /is free/)
  const shown = await mintmark(['doctor'], { env })
  assert.match(shown.out, /✓ store: .*every commit is synced/)
})

test('looking makes nothing', async () => {
  const folder = join(newFolder(), 'data')
  const { healthy } = await examine(['--mode', 'dev'], { MINTMARK_DATA_DIR: folder, PORT: '0' })
  assert.ok(healthy)
  assert.ok(!existsSync(folder))
})

test('production without address and key is told both, with what to do', async () => {
  const { healthy, findings, statusOf } = await examine(['--mode', 'serve'], {
    MINTMARK_DATA_DIR: newFolder(),
    PORT: '0',
  })
  assert.ok(!healthy)
  assert.deepEqual([statusOf('public address'), statusOf('master key')], ['fail', 'fail'])
  for (const one of findings) assert.ok(one.status === 'ok' || (one.advice ?? '').length > 10)
  assert.equal(statusOf('texts'), 'warn', 'nobody sends them')
  const secure = { MINTMARK_MASTER_KEY: STRONG, MINTMARK_DATA_DIR: newFolder(), PORT: '0' }
  const of = async (url: string) =>
    (await examine([], { ...secure, MINTMARK_BASE_URL: url })).statusOf('public address')
  assert.equal(await of('https://mint.example.com'), 'ok')
  assert.equal(await of('http://mint.example.com'), 'fail')
  assert.equal(await of('http://localhost:8080'), 'warn')
  const texts = async (more: Record<string, string>) =>
    (await examine([], { ...secure, MINTMARK_TEXTS_PROVIDER: 'vonage', ...more })).statusOf('texts')
  const settings = {
    MINTMARK_TEXTS_ACCOUNT: 'abcd1234',
    MINTMARK_TEXTS_SECRET: 'secret',
    MINTMARK_TEXTS_SENDER: 'Mint',
  }
  assert.equal(await texts({}), 'fail')
  assert.equal(await texts(settings), 'warn', 'to every country')
  const inOne = { ...settings, MINTMARK_TEXTS_COUNTRIES: 'SG' }
  assert.equal(await texts(inOne), 'ok')
  const plain = { ...inOne, MINTMARK_TEXTS_URL: 'http://texts.example.com' }
  assert.equal(await texts(plain), 'warn', 'a secret without TLS')
})

test('each wrong setting is a finding', async () => {
  const { findings } = await examine([], { PORT: 'x', MINTMARK_LOG_LEVEL: 'loud' })
  const wrong = findings.filter((one) => one.name === 'settings' && one.status === 'fail')
  assert.equal(wrong.length, 2)
})

test('a folder that others can read, and another master key, are found', async () => {
  const mint = await startMint()
  await mint.stop()
  const env = { ...mint.env, PORT: '0' }
  chmodSync(mint.dataDir, 0o755)
  assert.equal((await examine([], env)).statusOf('data folder'), 'warn')
  chmodSync(mint.dataDir, 0o700)
  const other = { ...env, MINTMARK_MASTER_KEY: STRONG, MINTMARK_BASE_URL: 'https://mint.example' }
  assert.equal((await examine([], other)).statusOf('signing keys'), 'fail')
  writeFileSync(join(mint.dataDir, 'master.key'), 'changeme')
  assert.equal((await examine([], env)).statusOf('master key'), 'fail')
  rmSync(mint.dataDir, { recursive: true, force: true })
})

test('a port that another program has is found', async () => {
  const other = createServer()
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const address = other.address()
  assert.ok(typeof address === 'object' && address !== null)
  other.on('connection', (socket) => socket.end('no HTTP'))
  const env = { MINTMARK_DATA_DIR: newFolder(), PORT: `${address.port}` }
  assert.equal((await examine(['--mode', 'dev'], env)).statusOf('port'), 'fail')
  other.close()
})
