// What a rule takes, and how much of it: styles, presentations, regions, limits, roots, preflights.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { apiAt, upstreamForThisFile } from '../test/apis.ts'
import { bearer, eightByEight, vocera, vonage } from '../test/flows/vendors.ts'
import { composite, holdUserToken } from '../test/flows/vocalcola.ts'
import { mintForThisFile } from '../test/mint.ts'
import { openFreshWindow } from '../test/windows.ts'
import type { Answer, Init } from '../test/wire.ts'
import type { ApiInput, ApiRule } from './apis/api-schema.ts'

const mint = await mintForThisFile()
const upstream = await upstreamForThisFile()
const ANY = { no_scope_because: 'any customer' } as const
const PUBLIC = { public_because: 'a test' } as const

type Route = Partial<ApiRule> & Pick<ApiRule, 'path'>

async function apiOf(name: string, routes: readonly Route[], rest: Partial<ApiInput> = {}) {
  await apiAt(mint, {
    name,
    hosts: [`${name}.example`],
    upstreams: [upstream.origin],
    routes: routes.map((route) => ({ methods: ['GET'], ...route })),
    ...rest,
  })
  return (path: string, init: Init = {}, host = `${name}.example`): Promise<Answer> =>
    mint.request(path, { ...init, headers: { Host: host, ...init.headers } })
}

test('a rule takes the styles and presentations that it names, and no others', async () => {
  const all = ['bearer', 'api_key', 'composite', 'x_token'] as const
  const ask = await apiOf('kinds', [
    { path: '/all', ...ANY, presentations: [...all] },
    { path: '/bearer', ...ANY },
    { path: '/key', ...ANY, presentations: ['api_key'] },
    { path: '/composite', ...ANY, presentations: ['composite'] },
    { path: '/token', ...ANY, presentations: ['x_token'] },
    { path: '/vocera', ...ANY, dialects: ['vocera'] },
  ])
  const { envoy } = mint.demo
  const { public_key, private_key } = mint.demo.vocalcola
  const agent = (await eightByEight(mint)).field('auth_token')
  const borne: Readonly<Record<string, Init>> = {
    bearer: bearer((await vonage(mint)).field('access_token')),
    vocera: bearer((await vocera(mint)).field('access')),
    key: { headers: { 'X-API-Key': envoy.client_api_key } },
    composite: bearer(composite(public_key, private_key, await holdUserToken(mint))),
    token: { headers: { 'X-Token': agent } },
    refresh: bearer((await vocera(mint)).field('refresh')),
  }
  const open: Readonly<Record<string, readonly string[]>> = {
    all: ['bearer', 'vocera', 'key', 'composite', 'token'],
    bearer: ['bearer', 'vocera'],
    key: ['key'],
    composite: ['composite'],
    token: ['token'],
    vocera: ['vocera'],
  }
  for (const [path, opens] of Object.entries(open)) {
    for (const [kind, init] of Object.entries(borne)) {
      const { status, text } = await ask(`/${path}`, init)
      assert.equal(status, opens.includes(kind) ? 200 : 401, `${kind} at ${path}: ${text}`)
    }
  }
  const refused = await ask('/vocera', bearer('x'))
  assert.equal(refused.json().code, undefined, 'several styles: as the RFCs have it')
})

test('an API of one style refuses in its words; scopes are needed all, or any', async () => {
  const ask = await apiOf(
    'words',
    [
      { path: '/all', scopes: ['agents-availability:read', 'admin:write'] },
      { path: '/any', any_scope: ['admin:write', 'agents-availability:read'] },
    ],
    { dialects: ['vonage'] },
  )
  const mine = bearer((await vonage(mint)).field('access_token'))
  const refused = await ask('/all', mine)
  assert.equal(refused.status, 403)
  assert.deepEqual(refused.json(), { message: 'The access token does not have the required scope' })
  assert.equal((await ask('/any', mine)).status, 200)
  const expired = await ask('/any', bearer('x'))
  assert.match(expired.text, /The access token is invalid or has expired/)
})

test('a token of another region is refused, with the address where it belongs', async () => {
  const ask = await apiOf('regional', [{ path: '/{id}', ...ANY }], {
    hosts: [],
    regions: ['emea', 'nam'],
    path: '/calls',
  })
  const { client_id, client_secret } = mint.demo.vonage
  const form = { grant_type: 'client_credentials', client_id, client_secret, scope: 'users:read' }
  const headers = { Host: 'nam.cc.localhost' }
  const token = (await mint.request('/Auth/connect/token', { form, headers })).field('access_token')
  const here = await ask('/calls/1', bearer(token), 'nam.api.cc.localhost')
  assert.equal(here.status, 200, here.text)
  const host = `emea.api.cc.localhost:${mint.port}`
  const there = await ask('/calls/1', bearer(token), host)
  assert.equal(there.status, 403)
  assert.equal(there.field('base_url'), `http://nam.api.cc.localhost:${mint.port}/calls`)
  assert.equal((await ask('/calls/1', bearer(token), 'apac.api.cc.localhost')).status, 404)
})

test('limits count by credential and by organization, and say when to come again', async () => {
  const limits = {
    per_credential: { requests: 3, seconds: 60 },
    per_organization: { requests: 4, seconds: 60 },
  }
  const ask = await apiOf('limited', [{ path: '/{id}', ...ANY }], { limits })
  await openFreshWindow(mint)
  const one = bearer((await vonage(mint)).field('access_token'))
  const again = bearer((await vonage(mint)).field('access_token'))
  const answers = []
  for (const init of [one, again, one, one]) answers.push(await ask('/1', init))
  assert.deepEqual(answers.map(({ status }) => status).slice(0, 3), [200, 200, 200])
  const [first, , , last] = answers
  assert.match(String(first?.headers.ratelimit), /^"credential";r=2;t=\d+, "organization";r=3;t=/)
  assert.match(String(first?.headers['ratelimit-policy']), /"credential";q=3;w=60/)
  assert.equal(last?.status, 429)
  assert.ok(Number(last?.headers['retry-after']) > 0)
  await mint.advance(60)
  assert.equal((await ask('/1', bearer((await vonage(mint)).field('access_token')))).status, 200)
})

test('another root stands behind it, and what it answers to browsers is its own', async () => {
  const rules = [
    { path: '/', ...PUBLIC },
    { path: '/{id}', ...ANY },
  ]
  const ask = await apiOf('rooted', rules, {
    path: '/shop/orders',
    upstream_path: '/internal',
    preflights: 'forwarded',
  })
  await ask('/shop/orders?x=1')
  assert.equal(upstream.last().url, '/internal?x=1')
  const headers = { Origin: 'https://shop.example', 'Access-Control-Request-Method': 'GET' }
  const preflight = await ask('/shop/orders/7', { method: 'OPTIONS', headers })
  assert.deepEqual([preflight.status, upstream.last().url], [200, '/internal/7'])
  const without = { 'Access-Control-Request-Method': 'DELETE', Origin: 'https://shop.example' }
  const unknown = await ask('/shop/orders/7', { method: 'OPTIONS', headers: without })
  assert.equal(unknown.status, 403, 'no rule has this method')
  assert.equal((await ask('/shop/orders-and-more')).status, 404, 'that is no path of it')
})

test('an API at every host hides none of the mint’s own paths', async () => {
  await apiOf('hiding', [{ path: '/*', ...PUBLIC }], { hosts: [], path: '/OAuth' })
  const before = upstream.count()
  for (const path of ['/oauth/token', '/OAuth/anything', '/OAuth']) {
    await mint.request(path, { method: 'GET' })
  }
  assert.equal(upstream.count(), before)
  const ask = await apiOf('everywhere', [{ path: '/*', ...PUBLIC }], { hosts: [], path: '/shop' })
  assert.equal((await ask('/shop/1', {}, 'any.example')).status, 200)
})

test('an upstream that says it is not well gets nothing until it is', async () => {
  const sick = await upstreamForThisFile()
  const rest = { upstreams: [sick.origin], health: { path: '/503', interval_seconds: 1 } }
  const ask = await apiOf('watched', [{ path: '/{id}', ...PUBLIC }], rest)
  let status = 0
  await upstream.until(async () => {
    status = (await ask('/1')).status
    return status === 503
  })
  assert.equal(status, 503)
})
