import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type Mint, startMint } from '../test/mint.ts'
import { newFolder } from '../test/places.ts'
import { mintmark, type Ran, runCli } from './test/run-cli.ts'

let mint: Mint
/** Leads to the running server over HTTP, as an operator's own machine would; it starts sooner. */
let env: Readonly<Record<string, string>>
before(async () => {
  mint = await startMint()
  env = mint.envOverHttp
})
after(() => mint.stop())

const rowsOf = (ran: Ran) => ran.json().data as Record<string, unknown>[]

test('clients are managed in process while a server runs on the same folder', async () => {
  const { env } = mint
  const create = ['client', 'create', '--dialect', 'vonage', '--name', 'By hand', '--json']
  const made = (
    await mintmark([...create, '--scope', 'stats', '--scope', 'admin:read'], { env })
  ).json()
  assert.deepEqual(made.scopes, ['stats', 'admin:read'])
  const id = String(made.id)
  const token = async () =>
    mint.request('/Auth/connect/token', {
      form: {
        grant_type: 'client_credentials',
        client_id: id,
        client_secret: String(made.client_secret),
        scope: 'stats',
      },
    })
  assert.equal((await token()).status, 200, 'the running server knows the new client')
  const listed = await mintmark(['client', 'list'], { env })
  assert.match(listed.out, /By hand/)
  assert.ok(!listed.out.includes(String(made.client_secret)))
  assert.ok(!(await mintmark(['client', 'show', id], { env })).out.includes('client_secret  '))
  const change = ['client', 'change', id, '--name', 'Renamed', '--lifetime', '60', '--json']
  const changed = (await mintmark(change, { env })).json()
  assert.deepEqual([changed.name, changed.access_token_lifetime_seconds], ['Renamed', 60])
  await mintmark(['client', 'disable', id], { env })
  await untilStatus(token, 400)
  await mintmark(['client', 'enable', id], { env })
  await untilStatus(token, 200)
  assert.match((await mintmark(['client', 'delete', id], { env })).out, /is deleted/)
  await untilStatus(token, 400)
})

async function untilStatus(ask: () => Promise<{ status: number }>, status: number) {
  const deadline = Date.now() + 3_000
  while ((await ask()).status !== status) assert.ok(Date.now() < deadline, `never ${status}`)
}

test('a secret is rotated with overlap and the old one revoked', async () => {
  const create = ['client', 'create', '--dialect', 'standard', '--name', 'Rotated', '--json']
  const made = (await mintmark(create, { env })).json()
  const id = String(made.id)
  const added = await mintmark(['client', 'add-secret', id, '--expire-others-in', '3600'], { env })
  assert.match(added.out, /mm_cs_\w+/)
  assert.match(added.out, /not shown again/)
  const [first] = made.credentials as { id: string }[]
  const revoke = ['client', 'revoke-secret', id, String(first?.id), '--json']
  assert.deepEqual((await mintmark(revoke, { env })).json(), { id: first?.id, revoked: true })
})

test('a rotation is begun, taken back and finished', async () => {
  const create = ['client', 'create', '--dialect', 'standard', '--name', 'Turns', '--json']
  const id = String((await mintmark(create, { env })).json().id)
  const states = async (...args: string[]) => {
    const ran = await mintmark(['client', ...args, id, '--json'], { env })
    const shown = (await mintmark(['client', 'show', id, '--json'], { env })).json()
    assert.equal(ran.json().id !== undefined, true)
    return (shown.credentials as { state: string }[]).map((one) => one.state)
  }
  assert.deepEqual(await states('rotate', '--overlap', '60'), ['ending', 'live'])
  assert.deepEqual(await states('roll-back'), ['live', 'revoked'])
  assert.deepEqual(await states('rotate'), ['ending', 'revoked', 'live'])
  assert.deepEqual(await states('finish-rotation'), ['ended', 'revoked', 'live'])
})

test('organizations, agents, plans and their guests are managed by hand', async () => {
  const ask = async (...args: string[]) => (await mintmark([...args, '--json'], { env })).json()
  const organization = await ask('organization', 'create', '--name', 'By hand')
  const of = ['--organization', String(organization.id)]
  const agent = await ask('agent', 'create', '--name', 'Desk', ...of)
  const origin = ['--allowed-origin', 'https://www.example.com']
  const changed = await ask('agent', 'change', String(agent.id), ...origin)
  assert.deepEqual(changed.allowed_origins, ['https://www.example.com'])
  assert.equal((await ask('agent', 'off', String(agent.id))).active, false)
  const user = await ask('user', 'create', '--email', 'u@hand.test', '--name', 'U', ...of)
  assert.match(
    String((await ask('user', 'invite', String(user.id))).link),
    /\/welcome\?token=mm_iv_/,
  )
  const plan = await ask('plan', 'create', '--name', 'Choir', ...of)
  const guests = await ask('plan', 'add-guest', String(plan.id), String(user.id))
  assert.equal((guests.guests as unknown[]).length, 1)
  assert.deepEqual(await ask('user', 'delete', String(user.id)), { id: user.id, deleted: true })
  const counted = await ask('organization', 'show', String(organization.id))
  assert.deepEqual([counted.users, counted.agents], [0, 1])
  assert.deepEqual((await ask('room', 'list', '--state', 'running')).data, [])
})

test('users get a password from standard input, or one that is shown once', async () => {
  const create = ['user', 'create', '--name', 'Zoe', '--json', '--email']
  const given = await mintmark([...create, 'zoe@example.test', '--password-stdin'], {
    env,
    input: 'a password from a pipe\n',
  })
  assert.equal(given.json().password, undefined)
  const made = (
    await mintmark([...create, 'yan@example.test', '--role', 'operator'], { env })
  ).json()
  assert.match(String(made.password), /^[\w-]{20}$/)
  assert.deepEqual(made.roles, ['operator'])
  const id = String(made.id)
  assert.equal((await mintmark(['user', 'disable', id, '--json'], { env })).json().enabled, false)
  assert.ok(
    rowsOf(await mintmark(['user', 'list', '--json'], { env })).some((one) => one.id === id),
  )
  const empty = await runCli([...create, 'no@example.test', '--password-stdin'], { env })
  assert.equal(empty.code, 2)
})

test('signing keys rotate and management keys come and go', async () => {
  const listed = rowsOf(await mintmark(['key', 'list', '--json'], { env }))
  assert.equal(listed.length, 5)
  assert.equal(
    (await mintmark(['key', 'rotate', 'envoy', '--json'], { env })).json().state,
    'pending',
  )
  const again = await runCli(['key', 'rotate', 'envoy'], { env })
  assert.equal(again.code, 1)
  assert.match(again.err, /waits to sign/)
  const create = ['key', 'management', 'create', '--name', 'CI', '--expires-in', '60', '--json']
  const key = (await mintmark(create, { env })).json()
  const remote = {
    env: { MINTMARK_URL: mint.baseUrl, MINTMARK_MANAGEMENT_KEY: `${key.management_key}` },
  }
  assert.ok(rowsOf(await mintmark(['client', 'list', '--json'], remote)).length >= 6)
  await mintmark(['key', 'management', 'revoke', String(key.id)], { env })
  assert.equal((await runCli(['client', 'list'], remote)).code, 1)
})

test('a running server is managed over HTTP by flags', async () => {
  const flags = ['--url', mint.baseUrl, '--key', mint.demo.management_key]
  const made = await mintmark([
    'client',
    'create',
    '--dialect',
    'standard',
    '--name',
    'From afar',
    '--json',
    ...flags,
  ])
  assert.match(String(made.json().client_secret), /^mm_cs_/)
  const audit = [
    'audit',
    'list',
    '--action',
    'admin.clients.create',
    '--limit',
    '1',
    '--json',
    ...flags,
  ]
  const [event] = rowsOf(await mintmark(audit))
  assert.deepEqual([event?.action, event?.client_id], ['admin.clients.create', made.json().id])
  assert.notEqual(event?.credential_id, null)
})

test('what goes wrong is one sentence and what to do, and the exit code tells', async () => {
  const { env } = mint
  const url = ['--url', mint.baseUrl]
  const cases: readonly (readonly [string[], number, RegExp])[] = [
    [['client', 'show', 'mmc_nobody'], 1, /no such client[\s\S]*list/],
    [['client', 'create', '--dialect', 'standard'], 1, /name/],
    [['client', 'create', '--dialect', 'nobody', '--name', 'x'], 1, /dialect: It must be one of/],
    [['client', 'create', '--lifetime', 'x'], 2, /--lifetime must be a whole number/],
    [['client', 'creat'], 2, /Did you mean create/],
    [['client', 'list', '--jsno'], 2, /Did you mean --json/],
    [['client', 'show'], 2, /missing required argument/],
    [['nothing'], 2, /unknown command/],
    [['client', 'list', ...url], 2, /wants a management key[\s\S]*MINTMARK_MANAGEMENT_KEY/],
    [['client', 'list', ...url, '--key', 'wrong'], 1, /unknown, revoked or has expired/],
    [['client', 'list', '--url', 'http://mint.example', '--key', 'x'], 2, /must be https/],
    [['client', 'list', '--url', 'nowhere', '--key', 'x'], 2, /address such as/],
    [['client', 'list', '--url', 'http://127.0.0.1:9', '--key', 'x'], 1, /cannot be reached/],
    [['client', 'list', '--config', '/no/such/file'], 2, /there is no file/],
  ]
  for (const [args, code, words] of cases) {
    const ran = await runCli(args, { env })
    assert.equal(ran.code, code, `${args.join(' ')}: ${ran.err}`)
    assert.match(ran.err, words)
    assert.equal(ran.out, '')
  }
  const elsewhere = ['client', 'list', '--data-dir', '/no/such/folder']
  const nowhere = await runCli(elsewhere, { env: { ...env, MINTMARK_DATABASE_URL: '' } })
  assert.equal(nowhere.code, 1)
  assert.match(nowhere.err, /no Mintmark in[\s\S]*--data-dir/)
  const strange = await runCli(['client', 'list'], { env: { ...env, MINTMARK_PROT: '1' } })
  assert.deepEqual([strange.code, strange.err.includes('MINTMARK_PROT')], [2, true])
  const json = await runCli(['client', 'show', 'mmc_x', '--json'], { env })
  assert.equal(JSON.parse(json.err).error, 'There is no such client.')
})

test('help is shown, and is no error', async () => {
  const { out } = await mintmark(['client', 'add-secret', '--help'])
  assert.match(out, /--json[\s\S]*Example:\n {2}\$ mintmark client add-secret /)
})

test('a folder of production is opened with its own master key only', async () => {
  const folder = newFolder()
  const key = Buffer.from(Array.from({ length: 32 }, (_, i) => (i * 73 + 11) % 256)).toString(
    'base64',
  )
  const serve = { MINTMARK_DATA_DIR: folder, MINTMARK_MASTER_KEY: key }
  await mintmark(['migrate'], { env: serve })
  const create = ['client', 'create', '--dialect', 'standard', '--name', 'First', '--json']
  const redirect = ['--redirect-uri', 'http://not.local/back']
  const refused = await runCli([...create, ...redirect], { env: serve })
  assert.match(refused.err, /must be https/)
  const made = await mintmark(create, { env: serve })
  assert.equal(made.json().organization_id, 1)
  const keyless = await runCli(['client', 'list'], { env: { MINTMARK_DATA_DIR: folder } })
  assert.equal(keyless.code, 2)
  assert.match(keyless.err, /MINTMARK_MASTER_KEY/)
})
