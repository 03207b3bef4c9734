import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Key {
  readonly kid: string
  readonly dialect: string
  readonly state: string
  readonly activates_at: string
  readonly successor_at: string | null
  readonly public_jwk: Record<string, unknown> | null
}

async function keysOf(dialect: string): Promise<readonly Key[]> {
  const { data } = await mint.done('GET', '/signing-keys')
  return (data as Key[]).filter((one) => one.dialect === dialect)
}

const statesOf = async (dialect: string) => (await keysOf(dialect)).map((one) => one.state)

test('each style that signs has one active key, and private halves are not shown', async () => {
  const { text } = await mint.manage('GET', '/signing-keys')
  for (const dialect of ['standard', 'vocera', 'eight-by-eight', 'vonage', 'envoy']) {
    assert.deepEqual(await statesOf(dialect), ['active'], dialect)
  }
  assert.ok(!/sealed|"d":|"k":|PRIVATE/.test(text))
  assert.equal((await keysOf('vocera'))[0]?.public_jwk, null)
})

test('a key says when it gets a successor by itself, while it has none', async () => {
  const [key] = await keysOf('eight-by-eight')
  const afterMs = Date.parse(key?.successor_at ?? '') - Date.parse(key?.activates_at ?? '')
  assert.equal(afterMs, 90 * 86_400_000)
  await mint.done('POST', '/signing-keys/rotate', { dialect: 'eight-by-eight' })
  for (const { successor_at: at } of await keysOf('eight-by-eight')) assert.equal(at, null)
})

test('a rotated key is published, then signs, while the old one verifies to the end', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = () => clientToken(mint, '/oauth/token', client, 'api:read')
  const kidOf = (text: string) =>
    JSON.parse(Buffer.from(text.split('.')[0] ?? '', 'base64url').toString()).kid
  const [old] = await keysOf('standard')
  const before = await token()
  const made = await mint.manage('POST', '/signing-keys/rotate', { dialect: 'standard' })
  assert.equal(made.status, 201, made.text)
  assert.equal(made.json.state, 'pending')
  const jwks = await mint.send('GET', '/.well-known/jwks.json')
  assert.ok(jwks.text.includes(String(made.json.kid)))
  assert.equal(kidOf(await token()), old?.kid)
  const again = await mint.manage('POST', '/signing-keys/rotate', { dialect: 'standard' })
  assertProblem(again, 409, 'conflict')

  mint.clock.advance(3_600)
  assert.deepEqual(await statesOf('standard'), ['retiring', 'active'])
  assert.equal(kidOf(await token()), made.json.kid)
  await assert.rejects(mint.core.introspect(before), 'it has expired by now')
  mint.clock.advance(mint.core.tokenLifetimeSecMax)
  assert.deepEqual(await statesOf('standard'), ['retired', 'active'])
})

test('an emergency retirement ends every token of the key at once', async () => {
  const client = await makeClient(mint, 'vonage', { scopes: ['stats'] })
  const token = await clientToken(mint, '/Auth/connect/token', client, 'stats')
  const [key] = await keysOf('vonage')
  const retired = await mint.manage('POST', `/signing-keys/${key?.kid}/retire`)
  assert.equal(retired.status, 200, retired.text)
  assert.equal(retired.json.state, 'retired')
  await assert.rejects(mint.core.introspect(token), { code: 'invalid_token' })
  assert.deepEqual(await statesOf('vonage'), ['retired', 'active'])
  await mint.core.introspect(await clientToken(mint, '/Auth/connect/token', client, 'stats'))
  assert.equal((await mint.manage('POST', `/signing-keys/${key?.kid}/retire`)).status, 200)
  assert.deepEqual(await statesOf('vonage'), ['retired', 'active'])
})

test('what cannot be rotated or retired says why', async () => {
  assertProblem(await mint.manage('POST', '/signing-keys/nobody/retire'), 404, 'not_found')
  for (const body of [{}, { dialect: 'nobody' }, { dialect: 'vocalcola' }]) {
    assertProblem(await mint.manage('POST', '/signing-keys/rotate', body), 400)
  }
  const wish = { dialect: 'envoy', lead_seconds: -1 }
  assertProblem(await mint.manage('POST', '/signing-keys/rotate', wish), 400)
})
