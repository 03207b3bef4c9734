import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { planOwner } from './test/composites.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, embedPair, makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const introspect = (token: string) => mint.done('POST', '/tokens/introspect', { token })
const revoke = (token: string) => mint.done('POST', '/tokens/revoke', { token })

test('introspection tells operators of every client’s tokens', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'api:read')
  const live = await introspect(token)
  assert.equal(live.active, true)
  assert.equal(live.client_id, client.id)
  assert.equal(live.dialect, 'standard')
  assert.deepEqual(live.scopes, ['api:read'])
  assert.equal((await introspect(client.secret)).kind, 'client_secret')
})

test('what is not alive is told nothing of', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'api:read')
  mint.clock.advance(900)
  const dead = await introspect(token)
  assert.deepEqual(dead, await introspect('junk'))
  assert.deepEqual([dead.active, dead.client_id, dead.kind], [false, null, 'unknown'])
})

test('revoking a token ends it at once, and its family with a refresh token', async () => {
  const client = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const user = { email: 'lobby@example.test', password: 'correct horse battery' }
  await mint.done('POST', '/users', { ...user, name: 'Ann', roles: ['global_admin'] })
  const first = await passwordTokens(mint, client, user)
  assert.deepEqual(await revoke(first.access), { revoked: true, kind: 'access_token' })
  assert.equal((await introspect(first.access)).active, false)
  assert.equal((await introspect(first.refresh)).active, true)
  const second = await passwordTokens(mint, client, user)
  assert.deepEqual(await revoke(second.refresh), { revoked: true, kind: 'refresh_token' })
  assert.equal((await introspect(second.access)).active, false)
  assert.equal((await introspect(second.refresh)).active, false)
  for (const token of [first.access, second.refresh, 'junk', client.id]) {
    assert.deepEqual(await revoke(token), { revoked: false, kind: null })
  }
})

test('revoking a leaked secret or key ends everything that was issued against it', async () => {
  const service = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', service, 'api:read')
  assert.deepEqual(await revoke(service.secret), { revoked: true, kind: 'client_secret' })
  assert.equal((await introspect(token)).active, false)
  const embed = await makeClient(mint, 'vocera')
  const agent = await mint.done('POST', '/agents', { name: 'Desk' })
  const pair = await embedPair(mint, embed.secret, agent.id)
  assert.deepEqual(await revoke(embed.secret), { revoked: true, kind: 'api_key' })
  assert.equal((await introspect(pair.refresh)).active, false)
  const key = await mint.done('POST', '/management-keys', { name: 'Leaked', permissions: ['*'] })
  const leaked = { revoked: true, kind: 'management_key' }
  assert.deepEqual(await revoke(String(key.management_key)), leaked)
  assert.deepEqual(await revoke(String(key.management_key)), { revoked: false, kind: null })
  const headers = { authorization: `Bearer ${key.management_key}` }
  assert.equal((await mint.send('GET', '/admin/v1/clients', { headers })).status, 401)
})

test('several credentials in one are not guessed at', async () => {
  const { withUser } = await planOwner(mint)
  assertProblem(await mint.manage('POST', '/tokens/revoke', { token: withUser }), 400)
  assert.equal((await introspect(withUser)).active, true)
})
