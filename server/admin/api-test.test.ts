import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

const HOST = 'https://api.example.com'
const orders = {
  name: 'orders',
  hosts: ['api.example.com'],
  path: '/orders',
  upstreams: ['http://127.0.0.1:9'],
  presentations: ['bearer', 'api_key'],
  routes: [
    { methods: ['GET'], path: '/status', public_because: 'load balancers ask it' },
    { methods: ['GET'], path: '/{id}', scopes: ['stats'] },
    { methods: ['DELETE'], path: '/{id}', any_scope: ['admin:read', 'other'] },
  ],
}

let mint: TestAdmin
let token: string
let apiKey: string
before(async () => {
  mint = await openTestAdmin()
  await mint.done('POST', '/apis', orders)
  const { id, secret } = await makeClient(mint, 'vonage', { scopes: ['stats'] })
  const form = {
    grant_type: 'client_credentials',
    client_id: id,
    client_secret: secret,
    scope: 'stats',
  }
  const reply = await mint.send('POST', '/Auth/connect/token', { form })
  token = String(reply.json.access_token)
  const wish = { dialect: 'envoy', name: 'Keys', scopes: ['locations.read'] }
  apiKey = String((await mint.done('POST', '/clients', wish)).client_api_key)
})
after(() => mint.close())

type Answer = Record<string, unknown> & {
  readonly route: { readonly number: number } | null
  readonly refusal: Record<string, unknown> | null
}
const ask = async (method: string, url: string, token?: string) =>
  (await mint.done('POST', '/apis/test', { method, url, token })) as Answer

test('it is said which route a request meets, and whether the token passes there', async () => {
  const passed = await ask('GET', `${HOST}/orders/1?a=b`, `Bearer ${token}`)
  assert.deepEqual(
    [passed.api, passed.route?.number, passed.allowed, passed.presented_in, passed.refusal],
    ['orders', 1, true, 'Authorization', null],
  )
  assert.match(String(passed.client_id), /^mmc_/)
  const open = await ask('HEAD', `${HOST}/orders/status`)
  assert.deepEqual([open.route?.number, open.allowed, open.presented_in], [0, true, null])
})

test('a refusal is told in the words of who asks and in those of operators', async () => {
  for (const [method, path, bears, status, code, number] of [
    ['GET', '/orders/1', undefined, 401, 'token_missing', 1],
    ['GET', '/orders/1', 'nonsense', 401, 'invalid_token', 1],
    ['DELETE', '/orders/1', token, 403, 'insufficient_scope', 2],
    ['POST', '/orders/1', token, 403, 'no_rule', undefined],
    ['GET', '/orders/1/x', token, 403, 'no_rule', undefined],
    ['GET', '/orders/%2e%2e/x', token, 400, 'ambiguous_path', undefined],
  ] as const) {
    const answer = await ask(method, `${HOST}${path}`, bears)
    const { refusal, route, allowed } = answer
    assert.deepEqual(
      [allowed, refusal?.status, refusal?.code, route?.number],
      [false, status, code, number],
      `${method} ${path}: ${JSON.stringify(answer)}`,
    )
  }
  const nowhere = await ask('GET', 'https://elsewhere.test/orders/1', token)
  assert.deepEqual([nowhere.api, nowhere.allowed, nowhere.refusal], [null, false, null])
  for (const url of ['orders', 'ftp://x/y', 'https://user@host/x', '']) {
    assertProblem(await mint.manage('POST', '/apis/test', { method: 'GET', url }), 400)
  }
})

test('a key is tried in the header that the route takes it in', async () => {
  const routes = [{ methods: ['GET'], path: '/', scopes: ['locations.read'] }]
  const keyed = { ...orders, name: 'keyed', path: '/keyed', presentations: ['api_key'], routes }
  await mint.done('POST', '/apis', keyed)
  const answer = await ask('GET', `${HOST}/keyed`, apiKey)
  assert.deepEqual(
    [answer.allowed, answer.presented_in],
    [true, 'X-API-Key'],
    JSON.stringify(answer),
  )
})
