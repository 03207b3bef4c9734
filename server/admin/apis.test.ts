import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'

const CONFIGURED = {
  name: 'billing',
  path: '/billing',
  upstreams: ['http://127.0.0.1:9'],
  routes: [{ methods: ['GET'], path: '/*', scopes: ['stats'] }],
}

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin({ MINTMARK_GATEWAY_APIS: JSON.stringify([CONFIGURED]) })
})
after(() => mint.close())

const orders = {
  name: 'orders',
  hosts: ['API.example.com'],
  path: '/orders',
  upstreams: ['http://10.0.0.5:9000'],
  routes: [{ methods: ['GET'], path: '/{id}', scopes: ['stats'] }],
}
const create = (wish: object) => mint.manage('POST', '/apis', { ...orders, ...wish })
const route = (wish: object) => ({ routes: [{ methods: ['GET'], path: '/', ...wish }] })

test('an API is added, changed by field, replaced and removed, at once', async () => {
  const heard: string[][] = []
  mint.core.apis.onChange((apis) => void heard.push(apis.map((one) => one.name)))
  const made = await mint.done('POST', '/apis', orders)
  assert.deepEqual(
    [made.name, made.hosts, made.configured, made.warnings],
    ['orders', ['api.example.com'], false, []],
  )
  const changes = { timeout_seconds: 5, upstream_path: '/v2' }
  const changed = await mint.done('PATCH', '/apis/orders', changes)
  assert.deepEqual(changed, { ...made, ...changes })
  const back = await mint.done('PATCH', '/apis/orders', { upstream_path: null, enabled: false })
  assert.deepEqual([back.upstream_path, back.enabled, back.path], [undefined, false, '/orders'])
  const { hosts: _, ...whole } = orders
  const put = await mint.done('PUT', '/apis/orders', { ...whole, path: '/v3' })
  assert.deepEqual([put.hosts, put.enabled, put.timeout_seconds], [[], true, undefined])
  assert.deepEqual(await mint.done('GET', '/apis/orders'), put)
  assert.equal((await mint.manage('DELETE', '/apis/orders')).status, 204)
  for (const method of ['GET', 'DELETE', 'PATCH'] as const) {
    assertProblem(await mint.manage(method, '/apis/orders', undefined), 404, 'not_found')
  }
  assert.deepEqual(heard.at(0), ['billing'])
  assert.ok(heard.some((names) => names.includes('orders')))
  assert.deepEqual(heard.at(-1), ['billing'])
  const audit = await mint.done('GET', '/audit-events?action=admin.apis.put')
  assert.equal((audit.data as { detail: string }[])[0]?.detail, 'orders')
})

test('one that the configuration names is shown, and changed only there', async () => {
  const listed = (await mint.done('GET', '/apis')).data as Record<string, unknown>[]
  const [billing] = listed
  assert.deepEqual(
    [billing?.name, billing?.configured, billing?.routes_count, billing?.created_at],
    ['billing', true, 1, null],
  )
  assert.equal((await mint.done('GET', '/apis/billing')).configured, true)
  for (const [method, body] of [
    ['PATCH', { enabled: false }],
    ['PUT', { ...CONFIGURED }],
    ['DELETE', undefined],
  ] as const) {
    assertProblem(await mint.manage(method, '/apis/billing', body), 409, 'conflict')
  }
  assertProblem(await create({ name: 'billing' }), 409, 'conflict')
})

test('no two are at the same place, but one may be inside another', async () => {
  assert.equal((await create({})).status, 201)
  for (const wish of [
    { name: 'orders' },
    { name: 'twin', hosts: ['other.test', 'api.example.com'] },
    { name: 'twin', hosts: [], path: '/billing' },
  ]) {
    assertProblem(await create(wish), 409, 'conflict')
  }
  assert.equal((await create({ name: 'inner', path: '/orders/inner' })).status, 201)
  assert.equal((await create({ name: 'other', hosts: ['other.test'] })).status, 201)
  assert.equal((await create({ name: 'nam', hosts: [], regions: ['emea'] })).status, 201)
  const byHost = await create({ name: 'same', hosts: ['emea.api.test'] })
  assertProblem(byHost, 409, 'conflict')
  assertProblem(await mint.manage('PATCH', '/apis/inner', { path: '/orders' }), 409, 'conflict')
  const hosts = { token_host: 'emea.test', api_host: 'api.example.com' }
  await mint.done('PUT', '/regions/emea', hosts)
  const [moved] = (await mint.done('GET', '/apis/nam')).warnings as { detail: string }[]
  assert.match(String(moved?.detail), /orders is at api\.example\.com\/orders too/)
  await mint.manage('DELETE', '/regions/emea')
  const both = await Promise.all(['left', 'right'].map((name) => create({ name, path: '/race' })))
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 409])
})

test('what is wrong is named by its field, and nothing of it comes into force', async () => {
  const names = mint.core.apis.all().map((one) => one.name)
  const twin = { methods: ['PUT', 'GET'], path: '/{other}', scopes: ['stats'] }
  for (const [wish, pointer] of [
    [{ name: 'Orders' }, '#/name'],
    [{ name: 'x', hosts: ['https://a.test'] }, '#/hosts/0'],
    [{ name: 'x', regions: ['nowhere'] }, '#/regions/0'],
    [{ name: 'x', path: '/a/../b' }, '#/path'],
    [{ name: 'x', path: '/', hosts: [] }, '#'],
    [{ name: 'x', upstreams: [] }, '#/upstreams'],
    [{ name: 'x', upstreams: ['http://a.test/path'] }, '#/upstreams/0'],
    [{ name: 'x', dialects: ['nobody'] }, '#/dialects/0'],
    [{ name: 'x', timeout: 5 }, '#/timeout'],
    [{ name: 'x', routes: [] }, '#/routes'],
    [{ name: 'x', ...route({}) }, '#/routes/0'],
    [{ name: 'x', ...route({ scopes: ['a'], any_scope: ['b'] }) }, '#/routes/0'],
    [{ name: 'x', ...route({ scopes: ['a b'] }) }, '#/routes/0/scopes/0'],
    [{ name: 'x', ...route({ public_because: '' }) }, '#/routes/0/public_because'],
    [{ name: 'x', ...route({ scopes: ['a'], dialects: ['no'] }) }, '#/routes/0/dialects/0'],
    [{ name: 'x', routes: [...orders.routes, twin] }, '#/routes/1'],
  ] as const) {
    const refused = await create(wish)
    assert.deepEqual([refused.status, pointersOf(refused)], [400, [pointer]], refused.text)
  }
  const renamed = await mint.manage('PUT', '/apis/orders', { ...orders, name: 'bills' })
  assert.deepEqual(pointersOf(renamed), ['#/name'])
  assert.deepEqual(pointersOf(await mint.manage('PATCH', '/apis/orders', { upstreams: null })), [
    '#/upstreams',
  ])
  assert.deepEqual(
    mint.core.apis.all().map((one) => one.name),
    names,
  )
})

test('a scope that no accepted style knows is warned about: no token can have it', async () => {
  const rules = { scopes: ['stats', 'orders:read'], dialects: ['vonage'] }
  const made = await mint.done('POST', '/apis', {
    ...orders,
    name: 'warned',
    path: '/w',
    ...route(rules),
  })
  assert.deepEqual(
    (made.warnings as { pointer: string }[]).map((one) => one.pointer),
    ['#/routes/0/scopes/1'],
  )
  const words = { description: 'Read orders', resource: 'Orders' }
  await mint.done('PUT', '/scopes/vonage/orders:read', words)
  assert.deepEqual((await mint.done('GET', '/apis/warned')).warnings, [])
})

test('a document of a thousand routes is taken, and repeated with its key only once', async () => {
  const routes = Array.from({ length: 1_000 }, (_, at) => ({
    methods: ['GET', 'HEAD'],
    path: `/things/number-${at}/{id}`,
    scopes: ['stats'],
  }))
  const ask = { headers: { 'idempotency-key': 'big-one' } }
  const big = { ...orders, name: 'big', path: '/big', routes }
  const first = await mint.manage('POST', '/apis', big, ask)
  const again = await mint.manage('POST', '/apis', big, ask)
  assert.deepEqual([first.status, again.status], [201, 201])
  assert.equal(again.headers['idempotent-replayed'], 'true')
})
