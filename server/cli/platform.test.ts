import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { clientCredentials } from '../test/flows/standard.ts'
import { agentSignIn, eightByEight, vonage } from '../test/flows/vendors.ts'
import { type Mint, startMint } from '../test/mint.ts'
import { openFreshWindow } from '../test/windows.ts'
import { mintmark, type Ran, runCli } from './test/run-cli.ts'

let mint: Mint
let env: Readonly<Record<string, string>>
before(async () => {
  mint = await startMint({ env: { MINTMARK_LIMITS_SECRET_PER_CLIENT: '2' } })
  env = mint.envOverHttp
})
after(() => mint.stop())

const rowsOf = (ran: Ran) => ran.json().data as Record<string, unknown>[]

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  // Longer than the server takes to write down what it has counted, and a command to start.
  const deadline = Date.now() + 20_000
  while (!(await holds())) assert.ok(Date.now() < deadline, `never ${what}`)
}

test('a style is switched off and on while the server runs', async () => {
  assert.equal((await vonage(mint)).status, 200)
  assert.match((await mintmark(['dialect', 'off', 'vonage'], { env })).out, /vonage is off/)
  await until(async () => (await vonage(mint)).status === 404, 'off')
  const listed = rowsOf(await mintmark(['dialect', 'list', '--json'], { env }))
  assert.equal(listed.find((one) => one.name === 'vonage')?.enabled, false)
  await mintmark(['dialect', 'on', 'vonage'], { env })
  await until(async () => (await vonage(mint)).status === 200, 'on')
})

test('a lifetime is overridden and given back', async () => {
  const lifetime = ['dialect', 'lifetime', 'standard', '--access-token']
  const expiresIn = async () => (await clientCredentials(mint)).json().expires_in
  const before = await expiresIn()
  await mintmark([...lifetime, '77'], { env })
  await until(async () => (await expiresIn()) === 77, '77 seconds')
  assert.match((await mintmark(['dialect', 'list'], { env })).out, /standard .* 77 /)
  await mintmark([...lifetime, 'default'], { env })
  await until(async () => (await expiresIn()) === before, 'as before')
  assert.equal((await runCli(['dialect', 'lifetime', 'standard'], { env })).code, 2)
})

test('a region comes and goes', async () => {
  const hosts = ['--token-host', 'latam.test', '--api-host', 'latam.api.test']
  await mintmark(['region', 'put', 'latam', ...hosts], { env })
  assert.match((await mintmark(['region', 'list'], { env })).out, /latam\.api\.test/)
  await mintmark(['region', 'delete', 'latam'], { env })
  assert.doesNotMatch((await mintmark(['region', 'list'], { env })).out, /latam/)
})

test('whoever is blocked by the running server is let in again by a command', async () => {
  const { standard } = mint.demo
  const guess = () => clientCredentials(mint, { ...standard, client_secret: 'wrong' })
  await openFreshWindow(mint)
  await until(async () => (await guess()).status === 429, 'blocked')
  let found: Record<string, unknown> | undefined
  await until(async () => {
    // The server writes down every few seconds who is blocked.
    ;[found] = rowsOf(await mintmark(['block', 'list', '--json'], { env }))
    return found !== undefined
  }, 'listed')
  assert.match(String(found?.subject), new RegExp(standard.client_id))
  await mintmark(['block', 'lift', String(found?.id)], { env })
  await until(async () => (await guess()).status === 401, 'let in again')
})

test('texts are seen, dropped, stopped and let go on', async () => {
  await mintmark(['text', 'stop'], { env })
  const room = await eightByEight(mint, { create_room: true, phone_number: '+6512345678' })
  assert.equal(room.status, 429)
  await mintmark(['text', 'go-on'], { env })
  const asked = { create_room: true, phone_number: '+6512345678', call_reference: 'by-command' }
  const token = (await eightByEight(mint, asked)).field('auth_token')
  await agentSignIn(mint, token)
  const sent = async () =>
    rowsOf(await mintmark(['text', 'list', '--state', 'sent', '--json'], { env }))
  await until(async () => (await sent()).some((one) => one.call_reference === 'by-command'), 'sent')
  const [text] = await sent()
  assert.equal((await runCli(['text', 'drop', String(text?.id)], { env })).code, 1)
  assert.match((await mintmark(['text', 'list'], { env })).out, /by-command/)
})

test('the overview and the export of the record', async () => {
  assert.match((await mintmark(['overview', '--range', '1h'], { env })).out, /live_families/)
  const file = join(mint.dataDir, 'export.csv')
  const filters = ['--action', 'admin.dialects', '--since', '2020-01-01T00:00:00Z']
  await mintmark(['audit', 'export', '--to', file, ...filters], { env })
  const lines = readFileSync(file, 'utf8').trimEnd().split('\r\n')
  assert.ok(lines.length > 3)
  assert.match(lines[1] ?? '', /management_key/)
  const piped = await mintmark(['audit', 'export', '--format', 'ndjson', ...filters], { env })
  assert.equal(piped.out.trimEnd().split('\n').length, lines.length - 1)
  const near = await mintmark(['audit', 'export', '--format', 'ndjson', ...filters], {
    env: mint.env,
  })
  assert.equal(near.out, piped.out, 'in process on the store as over HTTP')
  assert.equal((await runCli(['audit', 'export', '--format', 'xlsx'], { env })).code, 1)
})
