import assert from 'node:assert/strict'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { type Mint, startMint } from '../test/mint.ts'
import { mintmark, runCli } from './test/run-cli.ts'

let mint: Mint
let env: Readonly<Record<string, string>>
before(async () => {
  mint = await startMint()
  // The credentials of the demo from its folder, the management API over HTTP.
  env = { ...mint.env, ...mint.envOverHttp }
})
after(() => mint.stop())

const DIALECTS = ['standard', 'vocera', 'eight-by-eight', 'vonage', 'vocalcola', 'envoy']

test('a token of each style is got as an integrator gets it, and is alive', async () => {
  for (const dialect of DIALECTS) {
    const { out } = await mintmark(['token', 'get', dialect], { env })
    assert.match(out, /^\S{40,}\n$/, dialect)
    const found = (await mintmark(['token', 'introspect', out.trim(), '--json'], { env })).json()
    assert.deepEqual([found.active, found.dialect], [true, dialect])
  }
})

test('the whole answer is there for programs, and flags change what is asked', async () => {
  const room = (
    await mintmark(['token', 'get', 'eight-by-eight', '--create-room', '--json'], { env })
  ).json()
  assert.deepEqual(Object.keys(room), ['call_reference', 'guest_link', 'auth_token'])
  const vonage = ['token', 'get', 'vonage', '--json', '--scope']
  assert.equal((await mintmark([...vonage, 'stats'], { env })).json().expires_in, 900)
  const refused = await runCli([...vonage, 'admin:write'], { env })
  assert.equal(refused.code, 1)
  assert.match(refused.err, /refuses \(400\).*admin:write/)
})

test('without a demo the credentials are given by flags or standard input', async () => {
  const { client_id, client_secret } = mint.demo.standard
  const get = ['token', 'get', 'standard', '--url', mint.baseUrl, '--client-id', client_id]
  await mintmark([...get, '--client-secret', client_secret])
  await mintmark([...get, '--client-secret', '-'], { input: `${client_secret}\n` })
  const missing = await runCli(get)
  assert.equal(missing.code, 2)
  assert.match(missing.err, /--client-secret is missing/)
  const nowhere = await runCli(['token', 'get', 'standard'])
  assert.equal(nowhere.code, 2)
  assert.match(nowhere.err, /neither a demo\.json/)
  const unknown = await runCli(['token', 'get', 'nobody'], { env })
  assert.match(unknown.err, /It is one of standard, /)
  const file = join(mint.dataDir, 'demo.json')
  await mintmark(['token', 'get', 'vocera', '--demo', file])
})

test('explain says check by check why a request is let in or refused', async () => {
  const token = (await mintmark(['token', 'get', 'vonage'], { env })).out.trim()
  const explain = ['token', 'explain', '-', '--path', '/agents-availability']
  const accepted = await mintmark(explain, { env, input: token })
  assert.match(accepted.out, /It is alive\.[\s\S]*The request is let in\.[\s\S]*answers 200/)
  assert.match(accepted.out, /✓ its signature is right/)
  assert.ok(!accepted.out.includes(token))
  await mintmark(['token', 'revoke', '-'], { env, input: token })
  const dead = await mintmark(explain, { env, input: token })
  assert.match(dead.out, /It is not alive\.[\s\S]*✗ it is not revoked/)
  assert.match(dead.out, /The request is refused\./)
  assert.match((await mintmark(['token', 'revoke', token], { env })).out, /nothing alive/)
  const json = (await mintmark([...explain, '--json'], { env, input: token })).json()
  assert.equal(json.alive, false)
})

test('the command line lives in the time that testers moved the server to', async () => {
  const token = (await mintmark(['token', 'get', 'standard'], { env })).out.trim()
  await mint.advance(901)
  const found = await mintmark(['token', 'introspect', token, '--json'], { env })
  assert.equal(found.json().active, false)
})
