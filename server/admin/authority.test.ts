import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, LOCAL_AUTHORITY, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, embedPair, makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin({ MINTMARK_LIMITS_SECRET_PER_IP: '40' })
})
after(() => mint.close())

function asked(authorization: string | undefined) {
  const headers = authorization === undefined ? {} : { headers: { authorization } }
  return mint.send('GET', '/admin/v1/clients', headers)
}

test('nobody manages without a key, and the refusal says what is missing', async () => {
  for (const authorization of [undefined, '', 'Bearer', 'Bearer ', `Basic ${mint.key}`, mint.key]) {
    const refused = await asked(authorization)
    assertProblem(refused, 401, 'token_missing')
    assert.equal(refused.headers['www-authenticate'], 'Bearer realm="management"')
    assert.match(String(refused.json.detail), /Authorization: Bearer/)
  }
  assertProblem(await mint.send('POST', '/admin/v1/clients', { body: { dialect: 7 } }), 401)
  assertProblem(await mint.send('GET', '/admin/v1/no/such/path'), 401)
})

test('a stranger’s body is not even read', async () => {
  const refused = await mint.send('POST', '/admin/v1/clients', { raw: '{"broken' })
  assertProblem(refused, 401)
})

test('the scheme’s letter case does not count, the key’s does', async () => {
  assert.equal((await asked(`bearer  ${mint.key}`)).status, 200)
  const last = mint.key.at(-1) ?? ''
  const other = last === last.toLowerCase() ? last.toUpperCase() : last.toLowerCase()
  assertProblem(await asked(`Bearer ${mint.key.slice(0, -1)}${other}x`), 401, 'invalid_token')
})

test('no other credential of ours is a management key', async () => {
  const service = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const embed = await makeClient(mint, 'vocera')
  const lobby = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const agent = await mint.done('POST', '/agents', { name: 'Desk' })
  const user = { email: 'admin@example.test', password: 'correct horse battery' }
  await mint.done('POST', '/users', { ...user, name: 'Ann', roles: ['operator', 'global_admin'] })
  const person = await passwordTokens(mint, lobby, user)
  const pair = await embedPair(mint, embed.secret, agent.id)
  const foreign = {
    'client secret': service.secret,
    'API key': embed.secret,
    'id and secret': Buffer.from(`${lobby.id}:${lobby.secret}`).toString('base64'),
    'client’s token': await clientToken(mint, '/oauth/token', service, 'api:read'),
    'user’s access token': person.access,
    'user’s refresh token': person.refresh,
    'embed access token': pair.access,
    'embed refresh token': pair.refresh,
    password: user.password.replaceAll(' ', ''),
    'another mint’s key': 'mm_mk_1_0000000000000000000000000000000000',
  }
  for (const [name, token] of Object.entries(foreign)) {
    const refused = await asked(`Bearer ${token}`)
    assertProblem(refused, 401, 'invalid_token')
    assert.match(String(refused.headers['www-authenticate']), /error="invalid_token"/, name)
    assert.ok(!refused.text.includes(token), name)
  }
})

test('a management key dies when it is revoked and when it expires', async () => {
  const wish = { name: 'Deploy', permissions: ['clients:read'], expires_in_seconds: 60 }
  const short = await mint.done('POST', '/management-keys', wish)
  const revoked = await mint.done('POST', '/management-keys', {
    name: 'Leaked',
    permissions: ['*'],
  })
  const status = async (key: unknown) => (await asked(`Bearer ${key}`)).status
  assert.equal(await status(short.management_key), 200)
  assert.equal(await status(revoked.management_key), 200)
  assert.equal((await mint.manage('DELETE', `/management-keys/${revoked.id}`)).status, 204)
  assert.equal(await status(revoked.management_key), 401)
  mint.clock.advance(60)
  assert.equal(await status(short.management_key), 401)
  const listed = await mint.manage('GET', '/management-keys')
  const keys = listed.json.data as { id: string; name: string; revoked_at: string | null }[]
  assert.equal(keys.find((one) => one.id === revoked.id)?.name, 'Leaked')
  assert.notEqual(keys.find((one) => one.id === revoked.id)?.revoked_at, null)
  for (const { management_key } of [short, revoked]) {
    assert.ok(!listed.text.includes(String(management_key)))
  }
})

test('management keys of other kinds of id are not found', async () => {
  for (const id of ['mgk_0', 'mgk_999999', 'mgk_1e3', 'crd_1', '1', 'mgk_-1', 'x'.repeat(100)]) {
    assertProblem(await mint.manage('DELETE', `/management-keys/${id}`), 404, 'not_found')
  }
})

test('the command line’s authority opens the server that was given it', async () => {
  assert.equal((await asked(`Bearer ${LOCAL_AUTHORITY}`)).status, 200)
  assertProblem(await asked(`Bearer ${LOCAL_AUTHORITY}x`), 401, 'invalid_token')
})

test('guessing is counted and stopped, and a right key still passes', async () => {
  mint.clock.advance(3_600)
  let last = 0
  for (let i = 0; i < 45; i += 1) last = (await asked(`Bearer guess${i}`)).status
  assert.equal(last, 429)
  const stopped = await asked('Bearer another')
  assertProblem(stopped, 429, 'too_many_attempts')
  assert.ok(Number(stopped.headers['retry-after']) >= 1)
  assert.equal((await asked(`Bearer ${mint.key}`)).status, 200)
})
