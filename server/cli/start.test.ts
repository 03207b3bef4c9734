import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { collectOutput, spawnMint, startMint } from '../test/mint.ts'
import { freePort, newFolder } from '../test/places.ts'
import { mintmark, runCli } from './test/run-cli.ts'

const children: ReturnType<typeof spawnMint>[] = []
after(() => {
  for (const child of children) child.kill('SIGKILL')
})

async function start(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawnMint(args, env)
  children.push(child)
  const output = collectOutput(child)
  const deadline = Date.now() + 20_000
  while (!output().includes('\n')) {
    assert.equal(child.exitCode, null, output())
    assert.ok(Date.now() < deadline, output())
    await pause(20)
  }
  return { child, output }
}

async function ended(child: ReturnType<typeof spawnMint>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  return child.exitCode
}

test('flags go before the environment, and port 0 takes a free one', async () => {
  const folder = newFolder()
  const args = ['dev', '--port', '0', '--data-dir', folder, '--json']
  const { child, output } = await start(args, { PORT: '1', MINTMARK_DATA_DIR: '/nowhere' })
  const said = JSON.parse(output())
  assert.match(said.base_url, /^http:\/\/127\.0\.0\.1:\d+$/)
  assert.equal(said.demo_file, join(folder, 'demo.json'))
  assert.equal((await fetch(`${said.base_url}/readyz`)).status, 200)
  const { hostname, port } = new URL(said.base_url)
  assert.equal(hostname, '127.0.0.1')
  for (const signal of ['SIGINT'] as const) child.kill(signal)
  assert.equal(await ended(child), 0)
  assert.ok(Number(port) > 0)
})

test('the first signal lets a request be finished, the second ends at once', async () => {
  const args = ['dev', '--port', '0', '--data-dir', newFolder(), '--json']
  const { child, output } = await start(args)
  const port = Number(new URL(JSON.parse(output()).base_url).port)
  // A request of which half has arrived holds the server back.
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  socket.on('error', () => {})
  const head = 'POST /oauth/token HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\n'
  socket.write(`${head}Content-Type: application/x-www-form-urlencoded\r\n\r\nhalf`)
  await pause(100)
  child.kill('SIGTERM')
  await pause(300)
  assert.equal(child.exitCode, null, 'it waits for the request')
  const at = Date.now()
  child.kill('SIGTERM')
  assert.equal(await ended(child), 143)
  assert.ok(Date.now() - at < 2_000)
  socket.destroy()
})

test('what keeps it from starting is said in a sentence', async () => {
  const mint = await startMint()
  const taken = await runCli(['dev', '--port', `${mint.port}`, '--data-dir', newFolder()])
  assert.equal(taken.code, 1)
  assert.match(taken.err, /taken by another program/)
  assert.match(taken.err, /--port/)
  await mint.stop()
  const wrong = await runCli(['dev', '--port', 'x', '--log-level', 'loud', '--host', ''])
  assert.equal(wrong.code, 2)
  for (const name of ['port', 'log_level', 'host'])
    assert.match(wrong.err, new RegExp(`- ${name}:`))
  const regions = '[{"name":"eu"}]'
  assert.match((await runCli(['dev', '--regions', regions])).err, /- regions:/)
  assert.match((await runCli(['dev', '--regions', '[{'])).err, /begins like JSON/)
  assert.equal((await runCli(['serve'])).code, 2)
})

test('production says that nobody sends texts, and starts with no half a provider', async () => {
  const port = await freePort()
  const env = {
    PORT: `${port}`,
    MINTMARK_DATA_DIR: newFolder(),
    MINTMARK_DATABASE_URL: '',
    MINTMARK_BASE_URL: `http://127.0.0.1:${port}`,
    MINTMARK_MASTER_KEY: randomBytes(32).toString('base64'),
    MINTMARK_SHUTDOWN_DELAY_SEC: '0',
  }
  const half = { MINTMARK_TEXTS_PROVIDER: 'twilio', MINTMARK_TEXTS_SECRET: 'canary' }
  const refused = await runCli(['serve'], { env: { ...env, ...half } })
  assert.equal(refused.code, 2)
  assert.match(refused.err, /Twilio needs texts\.account and texts\.sender/)
  assert.ok(!refused.err.includes('canary'))
  const { child } = await start(['serve'], env)
  const ready = await fetch(`http://127.0.0.1:${port}/readyz`)
  assert.deepEqual(await ready.json(), {
    status: 'ready',
    wanting: ['texts wait: no provider is set'],
  })
  child.kill('SIGTERM')
  assert.equal(await ended(child), 0)
})

test('a list of things is given as JSON', async () => {
  const regions = JSON.stringify([
    { name: 'eu', token_host: 'eu.localhost', api_host: 'a.localhost' },
  ])
  const flags = ['--regions', regions, '--default-region', 'eu', '--data-dir', newFolder()]
  const { child, output } = await start(['dev', '--port', '0', '--json', ...flags])
  const { base_url } = JSON.parse(output())
  const metadata = await fetch(`${base_url}/Auth/.well-known/openid-configuration`)
  assert.match(((await metadata.json()) as { issuer: string }).issuer, /^http:\/\/eu\.localhost:/)
  child.kill('SIGTERM')
  assert.equal(await ended(child), 0)
})

test('migrate lists, runs and then has nothing to do', async () => {
  const env = { MINTMARK_DATA_DIR: join(newFolder(), 'data') }
  const plan = (await mintmark(['migrate', '--plan', '--json'], { env })).json()
  assert.ok(Array.isArray(plan.pending) && plan.pending.length > 0)
  assert.deepEqual(plan.applied, [])
  const again = (await mintmark(['migrate', '--plan', '--json'], { env })).json()
  assert.deepEqual(again, plan, 'planning makes nothing')
  assert.deepEqual((await mintmark(['migrate', '--json'], { env })).json().applied, plan.pending)
  assert.match((await mintmark(['migrate'], { env })).out, /up to date/)
})
