import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type PlanOwner, planOwner } from './test/composites.ts'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { clientToken, embedPair, makeClient, passwordTokens } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Check {
  readonly words: string
  readonly passed: boolean
}

interface Explanation {
  readonly kind: string
  readonly dialect: string | null
  readonly client_id: string | null
  readonly user_id: string | null
  readonly agent_id: number | null
  readonly expires_at: string | null
  readonly alive: boolean
  readonly checks: readonly Check[]
  readonly request: {
    readonly route: string | null
    readonly presented_in: string | null
    readonly accepted: boolean
    readonly status: number | null
    readonly checks: readonly Check[]
  } | null
}

async function explain(token: string, request?: string): Promise<Explanation> {
  const [method, path] = request?.split(' ') ?? []
  const reply = await mint.manage('POST', '/tokens/explain', { token, method, path })
  assert.equal(reply.status, 200, reply.text)
  assert.ok(!reply.text.includes(token), 'the token is not sent back')
  const explained = reply.json as unknown as Explanation
  for (const { checks } of [explained, explained.request ?? { checks: [] }]) {
    assert.ok(
      checks.slice(0, -1).every((one) => one.passed),
      'nothing is checked after a failure',
    )
  }
  assert.equal(
    explained.alive,
    explained.checks.every((one) => one.passed),
  )
  return explained
}

const lastOf = ({ checks }: { checks: readonly Check[] }) => checks.at(-1)?.words

/** What the route really answers must be what the explanation says. */
async function assertTrue(token: string, request: string, headers: Record<string, string>) {
  const [method = 'GET', path = '/'] = request.split(' ')
  const { request: said } = await explain(token, request)
  const answer = await mint.send(method as 'GET', path, { headers })
  assert.equal(said?.status, answer.status, `${request}: ${answer.text}`)
  assert.equal(said?.accepted, answer.status < 400)
}

test('a signed token: whose it is, until when, and where it opens', async () => {
  const client = await makeClient(mint, 'vonage', { scopes: ['agents-availability:read', 'stats'] })
  const token = await clientToken(mint, '/Auth/connect/token', client, 'agents-availability:read')
  const route = 'GET /agents-availability?skillNames=Service'
  const explained = await explain(token, route)
  assert.equal(explained.kind, 'access_token')
  assert.equal(explained.dialect, 'vonage')
  assert.equal(explained.client_id, client.id)
  assert.ok(explained.alive && explained.checks.length >= 8)
  assert.equal(
    explained.expires_at,
    new Date((mint.clock.now() + 900) * 1000).toISOString().replace('.000', ''),
  )
  assert.equal(explained.request?.accepted, true)
  assert.equal(explained.request?.presented_in, 'Authorization')
  assert.equal(explained.request?.route, 'GET /agents-availability')
  const authorization = { authorization: `Bearer ${token}` }
  await assertTrue(token, route, authorization)

  const stats = await clientToken(mint, '/Auth/connect/token', client, 'stats')
  await assertTrue(stats, route, { authorization: `Bearer ${stats}` })
  const { request } = await explain(stats, route)
  assert.match(String(request && lastOf(request)), /the scope that the route needs: agents-avail/)
  await assertTrue(token, 'GET /v1/locations', authorization)
  const elsewhere = await explain(token, 'GET /v1/locations')
  assert.match(String(elsewhere.request && lastOf(elsewhere.request)), /belongs to the envoy style/)
})

test('a dead token still tells whose it was, and which check it fails', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'api:read')
  mint.clock.advance(900)
  const expired = await explain(token)
  assert.equal(expired.alive, false)
  assert.equal(expired.client_id, client.id)
  assert.match(String(lastOf(expired)), /has not expired/)
  const next = await clientToken(mint, '/oauth/token', client, 'api:read')
  await mint.done('PATCH', `/clients/${client.id}`, { enabled: false })
  const orphan = await explain(next)
  assert.equal(orphan.client_id, client.id)
  assert.match(String(lastOf(orphan)), /client is there and enabled/)
  const [header, payload, signature] = next.split('.')
  const forged = await explain(`${header}.${payload}.${signature?.replace(/^./, '-')}`)
  assert.match(String(lastOf(forged)), /signature is right/)
  assert.equal(forged.client_id, null, 'what nobody signed is not believed')
})

test('embed tokens and their API key', async () => {
  const client = await makeClient(mint, 'vocera')
  const agent = await mint.done('POST', '/agents', { name: 'Desk' })
  const { access, refresh } = await embedPair(mint, client.secret, agent.id)
  const route = 'GET /user/embedded-token-detail/'
  const explained = await explain(access, route)
  assert.deepEqual([explained.kind, explained.agent_id], ['access_token', agent.id])
  assert.ok(explained.request?.accepted)
  await assertTrue(access, route, { authorization: `Bearer ${access}` })
  await assertTrue(refresh, route, { authorization: `Bearer ${refresh}` })
  const wrong = await explain(refresh, route)
  assert.equal(wrong.kind, 'refresh_token')
  assert.match(
    String(wrong.request && lastOf(wrong.request)),
    /takes access_token; this is refresh/,
  )

  const key = await explain(client.secret, 'POST /user/v1/embedded/login')
  assert.deepEqual([key.kind, key.client_id, key.alive], ['api_key', client.id, true])
  assert.ok(key.request?.accepted)
  assert.ok(!(await explain(client.secret, 'POST /api/v1/tokens')).request?.accepted)
  await assertTrue(client.secret, route, { authorization: `Bearer ${client.secret}` })
})

test('a room’s agent token is read from its own header', async () => {
  const client = await makeClient(mint, 'eight-by-eight')
  const headers = { authorization: `Bearer ${client.secret}` }
  const made = await mint.send('POST', '/api/v1/tokens', { headers })
  const token = String(made.json.auth_token)
  const { request } = await explain(token, 'GET /api/v1/call-logs')
  assert.deepEqual([request?.accepted, request?.presented_in], [true, 'X-Token'])
  await assertTrue(token, 'GET /api/v1/call-logs', { 'x-token': token })
  assert.ok((await explain(token, 'GET /')).request?.accepted)
})

test('a client API key opens what takes keys, a bearer what takes tokens', async () => {
  const client = await makeClient(mint, 'envoy', { scopes: ['locations.read'] })
  const user = { email: 'lobby@example.test', password: 'correct horse battery' }
  const made = await mint.done('POST', '/users', { ...user, name: 'Ann', roles: ['global_admin'] })
  const key = Buffer.from(`${client.id}:${client.secret}`).toString('base64')
  const tokens = await passwordTokens(mint, client, user)
  const token = await explain(tokens.access, 'GET /v3/locations')
  assert.deepEqual([token.user_id, token.request?.accepted], [made.id, true])
  const joined = await explain(key, 'GET /v1/locations')
  assert.deepEqual([joined.kind, joined.client_id], ['client_key', client.id])
  assert.deepEqual([joined.request?.accepted, joined.request?.presented_in], [true, 'X-API-Key'])
  await assertTrue(key, 'GET /v1/locations', { 'x-api-key': key })
  const legacy = await explain(key, 'GET /v3/locations')
  assert.match(
    String(legacy.request && lastOf(legacy.request)),
    /takes access_token; this is client/,
  )
  await assertTrue(key, 'GET /v3/locations', { 'x-api-key': key })

  assert.equal((await explain(tokens.refresh)).kind, 'refresh_token')
  const form = { grant_type: 'refresh_token', refresh_token: tokens.refresh }
  await mint.send('POST', '/oauth2/token', {
    form: { ...form, client_id: client.id, client_secret: client.secret },
  })
  const used = await explain(tokens.refresh)
  assert.deepEqual([used.alive, used.client_id, used.user_id], [false, client.id, made.id])
  assert.match(String(lastOf(used)), /newest of its family/)
})

test('a composite of keys, user and plan is explained part by part', async () => {
  const owner: PlanOwner = await planOwner(mint)
  const route = 'GET /v0/me/plans/'
  const whole = await explain(owner.withUser, route)
  assert.deepEqual([whole.kind, whole.alive], ['subject_token', true])
  assert.deepEqual([whole.client_id, whole.user_id], [owner.client.id, owner.userId])
  assert.ok(whole.request?.accepted)
  const keys = await explain(owner.keysOnly, route)
  assert.deepEqual([keys.kind, keys.alive], ['client_keys', true])
  assert.ok(!keys.request?.accepted)
  for (const token of [owner.withUser, owner.keysOnly, owner.foreignPlan]) {
    await assertTrue(token, route, { authorization: `Bearer ${token}` })
  }
  assert.match(String(lastOf(await explain(owner.foreignPlan))), /plan is one that the user may/)
  const wrong = Buffer.from(`${owner.client.id}.mm_sk_wrong`).toString('base64')
  assert.match(String(lastOf(await explain(wrong))), /id and secret belong together/)
})

test('secrets by themselves are found by what they hash to', async () => {
  const client = await makeClient(mint, 'standard')
  const secret = await explain(client.secret, 'POST /oauth/token')
  assert.deepEqual([secret.kind, secret.client_id], ['client_secret', client.id])
  assert.ok(secret.request?.accepted)
  const { credentials } = await mint.done('GET', `/clients/${client.id}`)
  const [first] = credentials as { id: string }[]
  await mint.manage('DELETE', `/clients/${client.id}/credentials/${first?.id}`)
  const revoked = await explain(client.secret)
  assert.deepEqual([revoked.alive, revoked.client_id], [false, client.id])
  assert.match(String(lastOf(revoked)), /not revoked/)
  const key = await explain(mint.key, 'GET /admin/v1/clients')
  assert.deepEqual([key.kind, key.request?.accepted], ['management_key', true])
  assert.equal((await explain(client.secret, 'GET /admin/v1/clients')).request?.status, 401)
})

test('junk is told from a typing error, and a pasted header is read', async () => {
  const client = await makeClient(mint, 'vocera')
  const mistyped = client.secret.replace(/.$/, (digit) => (digit === '0' ? '1' : '0'))
  assert.match(String(lastOf(await explain(mistyped))), /check digits are wrong/)
  for (const [junk, why] of [
    ['hello', /nothing that this server hands out/],
    [client.id, /client id, which proves nothing/],
    ['a.b.c', /header is one that a key of ours writes/],
    ['mm_rt_9_9_0000000000000000000000000000000000', /check digits/],
  ] as const) {
    const explained = await explain(junk)
    assert.deepEqual([explained.kind, explained.alive], ['unknown', false])
    assert.match(String(lastOf(explained)), why)
  }
  assert.equal((await explain(`Bearer ${client.secret}`)).kind, 'api_key')
})

test('a request that reaches no route says so', async () => {
  const nowhere = (await explain('hello', 'GET /no/such/path')).request
  assert.deepEqual([nowhere?.status, nowhere?.accepted], [404, false])
  const method = (await explain('hello', 'DELETE /v1/locations')).request
  assert.deepEqual([method?.status, method && lastOf(method)], [405, 'the path takes GET'])
  const spelled = (await explain('hello', 'GET //V1/Locations/7/')).request
  assert.equal(spelled?.route, 'GET /v1/locations/:id')
  for (const [pointer, body] of [
    ['#/path', { token: 'x', method: 'GET' }],
    ['#/path', { token: 'x', path: 'no-slash' }],
    ['#/method', { token: 'x', path: '/', method: 'G T' }],
    ['#/token', {}],
    ['#/token', { token: '' }],
    ['#/token', { token: ['x'] }],
  ] as const) {
    const refused = await mint.manage('POST', '/tokens/explain', body)
    assertProblem(refused, 400)
    assert.deepEqual(pointersOf(refused), [pointer])
  }
})

test('a secret that counts in few places is explained anywhere, with the places', async () => {
  const allowed_ips = ['203.0.113.0/24', '2001:db8::/32']
  const words = 'it counts where it comes from 203.0.113.0/24 or 2001:db8::/32'
  const lobby = await makeClient(mint, 'envoy', { scopes: ['locations.read'], allowed_ips })
  const secret = await explain(lobby.secret)
  assert.equal(secret.alive, true)
  assert.equal(lastOf(secret), words)
  const key = Buffer.from(`${lobby.id}:${lobby.secret}`).toString('base64')
  const both = await explain(key, 'GET /v1/locations')
  assert.equal(both.request?.accepted, true)
  assert.ok(both.checks.some((one) => one.words === words))
  const used = await mint.send('GET', '/v1/locations', { headers: { 'x-api-key': key } })
  assert.equal(used.status, 401)
})
