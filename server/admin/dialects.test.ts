import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import {
  assertProblem,
  openTestAdmin,
  pointersOf,
  type Reply,
  type TestAdmin,
} from './test/open-admin.ts'
import { clientToken, embedPair, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin({ MINTMARK_DIALECTS_OFF: 'envoy' })
})
after(() => mint.close())

interface Dialect {
  readonly name: string
  readonly enabled: boolean
  readonly configured: boolean
  readonly lifetimes: Readonly<
    Record<string, { seconds: number; default_seconds: number; overridden: boolean } | null>
  >
  readonly clients: number
}

const change = (name: string, body: unknown): Promise<Reply> =>
  mint.manage('PATCH', `/dialects/${name}`, body)

async function dialect(name: string): Promise<Dialect | undefined> {
  const all = (await mint.done('GET', '/dialects')).data as Dialect[]
  return all.find((one) => one.name === name)
}

test('every style is listed with its rules, also those that are configured away', async () => {
  const { data } = await mint.done('GET', '/dialects')
  assert.equal((data as unknown[]).length, 6)
  const vonage = await dialect('vonage')
  assert.deepEqual(vonage?.lifetimes, {
    access_token: {
      seconds: 900,
      default_seconds: 900,
      from: 'By default, your token expires after 15 minutes.',
      overridden: false,
    },
    refresh_token: null,
    code: null,
  })
  const envoy = await dialect('envoy')
  assert.deepEqual([envoy?.enabled, envoy?.configured], [false, false])
  assertProblem(await change('envoy', { enabled: true }), 400)
  assertProblem(await change('nobody', { enabled: true }), 404)
})

test('a style that is off is not there, and comes back as it was', async () => {
  const scope = 'agents-availability:read'
  const client = await makeClient(mint, 'vonage', { scopes: [scope] })
  const owner = { authorization: `Basic ${btoa(`${client.id}:${client.secret}`)}` }
  const token = await clientToken(mint, '/Auth/connect/token', client, scope)
  const other = await clientToken(mint, '/Auth/connect/token', client, scope)
  const isActive = async (text: string) =>
    (await mint.send('POST', '/oauth/introspect', { form: { token: text }, headers: owner })).json
      .active
  assert.equal(await isActive(token), true)

  assert.equal((await change('vonage', { enabled: false })).json.enabled, false)
  const bearer = { authorization: `Bearer ${token}` }
  for (const [method, path] of [
    ['POST', '/Auth/connect/token'],
    ['GET', '/Auth/connect/token'],
    ['GET', '/Auth/.well-known/jwks'],
    ['GET', '/agents-availability'],
  ] as const) {
    const reply = await mint.send(method, path, { headers: bearer })
    assert.equal(reply.status, 404, `${method} ${path}: ${reply.text}`)
  }
  assert.equal(await isActive(token), false)
  const explained = await mint.done('POST', '/tokens/explain', {
    token,
    path: '/agents-availability',
  })
  assert.deepEqual([explained.alive, explained.client_id], [false, client.id])
  assert.match(JSON.stringify(explained.checks), /its style is switched on/)
  assert.equal((explained.request as { status: number }).status, 404)
  assert.equal((await mint.done('POST', '/tokens/revoke', { token: other })).revoked, true)

  assert.equal((await change('vonage', { enabled: true })).json.enabled, true)
  assert.equal(await isActive(token), true, 'nothing was revoked')
  assert.equal(await isActive(other), false, 'but what was, stays so')
  const path = '/agents-availability?skillNames=Service'
  assert.equal((await mint.send('GET', path, { headers: bearer })).status, 200)
})

test('every path of every style answers 404 in its own words while it is off', async () => {
  for (const one of mint.core.dialects) {
    await change(one.name, { enabled: false })
    for (const { method, path, operation } of one.endpoints) {
      const url = path.replace(/:\w+|\*/g, 'x')
      const query = operation === 'agent_sign_in' ? '?user=a&token=b' : ''
      const reply = await mint.send(method, `${url}${query}`)
      assert.equal(reply.status, 404, `${one.name} ${method} ${url}: ${reply.text}`)
    }
    await change(one.name, { enabled: true })
  }
  assert.equal((await mint.send('GET', '/')).status, 200, 'the landing page belongs to no style')
})

test('an overridden lifetime counts from the next token on, and can be given back', async () => {
  const client = await makeClient(mint, 'vonage', { scopes: ['stats'] })
  const { id, secret } = client
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
  const expiresIn = async () =>
    (await mint.send('POST', '/Auth/connect/token', { form: { ...form, scope: 'stats' } })).json
      .expires_in
  assert.equal(await expiresIn(), 900)
  await change('vonage', { access_token_lifetime_seconds: 60 })
  assert.equal(await expiresIn(), 60)
  const overridden = (await dialect('vonage'))?.lifetimes.access_token
  assert.deepEqual(
    [overridden?.seconds, overridden?.default_seconds, overridden?.overridden],
    [60, 900, true],
  )
  await change('vonage', { enabled: true })
  assert.equal(await expiresIn(), 60, 'what is not named stays')
  await change('vonage', { access_token_lifetime_seconds: null })
  assert.equal(await expiresIn(), 900)
})

test('no lifetime is longer than revocations are remembered', async () => {
  const max = mint.core.tokenLifetimeSecMax
  for (const [name, field, seconds, why] of [
    ['vonage', 'access_token_lifetime_seconds', max + 1, /a revocation is remembered/],
    ['standard', 'refresh_token_lifetime_seconds', max + 1, /a revocation is remembered/],
    ['standard', 'code_lifetime_seconds', 601, /can be stolen/],
    ['vonage', 'refresh_token_lifetime_seconds', 60, /nothing of the kind/],
  ] as const) {
    const refused = await change(name, { [field]: seconds })
    assert.deepEqual([refused.status, pointersOf(refused)], [400, [`#/${field}`]])
    assert.match(String(refused.json.detail), why)
  }
  assert.equal(
    (await change('vonage', { access_token_lifetime_seconds: max })).status,
    200,
    'the limit itself is good',
  )
  await change('vonage', { access_token_lifetime_seconds: null })
  assertProblem(await change('vonage', { access_token_lifetime_seconds: 0 }), 400)
  assertProblem(await change('vonage', { lifetime: 1 }), 400)
})

test('tokens of an embed count nowhere while their style is off', async () => {
  const agent = await mint.done('POST', '/agents', { name: 'A' })
  const { secret } = await makeClient(mint, 'vocera')
  const pair = await embedPair(mint, secret, agent.id)
  await change('vocera', { enabled: false })
  await assert.rejects(mint.core.introspect(pair.access), { code: 'invalid_token' })
  await change('vocera', { enabled: true })
  assert.equal((await mint.core.introspect(pair.access)).kind, 'access_token')
})
