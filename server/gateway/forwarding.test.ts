// What is let in reaches its API as it came, less the credential and plus who asks; what comes back
// comes as the API sent it.
import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { request as askHttp } from 'node:http'
import { before, test } from 'node:test'
import { createRemoteJWKSet, jwtVerify } from 'jose'
import { WebSocket } from 'ws'
import { apiAt, type Upstream, upstreamForThisFile } from '../test/apis.ts'
import { manage } from '../test/flows/admin.ts'
import { bearer, vonage } from '../test/flows/vendors.ts'
import { mintForThisFile } from '../test/mint.ts'
import { eventually } from '../test/wire.ts'
import { assertWithin } from '../test/within.ts'
import type { ApiInput } from './apis/api-schema.ts'

const mint = await mintForThisFile()
const upstream: Upstream = await upstreamForThisFile()
const HOST = 'api.forward.example'

before(async () => {
  await apiAt(mint, {
    name: 'forwarded',
    hosts: [HOST],
    path: '/things',
    upstreams: [upstream.origin],
    body_bytes_max: 200_000,
    routes: [
      { methods: ['GET', 'POST', 'DELETE'], path: '/{id}', scopes: ['agents-availability:read'] },
      { methods: ['GET'], path: '/stream/*', no_scope_because: 'any of our customers' },
      { methods: ['GET'], path: '/open', public_because: 'it is the weather' },
      { methods: ['GET'], path: '/needs/more', scopes: ['admin:write'] },
    ],
  })
})

const token = async (): Promise<string> => (await vonage(mint)).field('access_token')
const at = (headers: Record<string, string> = {}) => ({ headers: { Host: HOST, ...headers } })

test('a request arrives whole, without its credential, and with who sent it', async () => {
  const mine = await token()
  const body = 'x'.repeat(100_000)
  const init = bearer(mine, { method: 'POST', body, ...at({ 'Content-Type': 'text/plain' }) })
  const answer = await mint.request('/things/7?a=1&a=%2F', init)
  assert.equal(answer.status, 200, answer.text)
  const seen = upstream.last()
  assert.deepEqual([seen.method, seen.url], ['POST', '/things/7?a=1&a=%2F'])
  assert.equal(seen.body.length, body.length)
  assert.equal(seen.headers.authorization, undefined)
  assert.equal(seen.headers['x-auth-client'], mint.demo.vonage.client_id)
  assert.match(String(seen.headers['x-auth-scopes']), /agents-availability:read/)
  assert.equal(seen.headers['x-forwarded-host'], HOST)
  assert.equal(seen.headers['x-request-id'], answer.headers['x-request-id'])
  const keys = createRemoteJWKSet(new URL(mint.endpoints.jwks, mint.baseUrl))
  const identity = String(seen.headers['x-auth-identity'])
  const { payload } = await jwtVerify(identity, keys, {
    audience: 'forwarded',
    issuer: mint.demo.base_url,
    typ: 'identity+jwt',
  })
  assert.equal(payload.client_id, mint.demo.vonage.client_id)
  assert.ok(Number(payload.exp) - Number(payload.iat) <= 60)
  assert.equal((await mint.request('/agents-availability', bearer(identity))).status, 401)
})

test('an answer comes back as it was: status, fields, body, its own refusals', async () => {
  const answer = await mint.request('/things/418', bearer(await token(), at()))
  assert.equal(answer.status, 418)
  assert.equal(answer.headers['x-upstream'], 'yes')
  assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2'])
  assert.equal(answer.headers['content-security-policy'], undefined, 'a page of an API is its own')
  const head = await mint.request('/things/200', bearer(await token(), { method: 'HEAD', ...at() }))
  assert.deepEqual([head.status, head.text], [200, ''])
})

test('what has no rule, no token, a dead one or too few scopes is refused before it', async () => {
  const before = upstream.count()
  const mine = await token()
  const cases = [
    [await mint.request('/things', bearer(mine, at())), 403, 'access_denied'],
    [
      await mint.request('/things/7', bearer(mine, { method: 'PATCH', ...at() })),
      403,
      'access_denied',
    ],
    [await mint.request('/things/7', at()), 401, 'invalid_request'],
    [await mint.request('/things/7', bearer('nonsense', at())), 401, 'invalid_token'],
    [await mint.request('/things/needs/more', bearer(mine, at())), 403, 'insufficient_scope'],
  ] as const
  for (const [answer, status, error] of cases) {
    assert.deepEqual([answer.status, answer.field('error')], [status, error], answer.text)
  }
  assert.equal(cases[2][0].headers['www-authenticate'], 'Bearer realm="mintmark"')
  assert.match(String(cases[3][0].headers['www-authenticate']), /error="invalid_token"/)
  assert.match(String(cases[4][0].headers['www-authenticate']), /scope="admin:write"/)
  assert.equal(upstream.count(), before, 'no refused request reaches the API')
  assert.equal((await mint.request('/things/open', at())).status, 200)
})

test('a body that is too large is refused, told or counted; none is lost between', async () => {
  const mine = await token()
  const told = await mint.request('/things/7', bearer(mine, { body: 'x'.repeat(200_001), ...at() }))
  assert.equal(told.status, 413)
  const chunked = (bytes: number) =>
    new Promise<number>((resolve, reject) => {
      const headers = { Host: HOST, Authorization: `Bearer ${mine}`, 'Content-Type': 'text/plain' }
      const sending = askHttp({ port: mint.port, path: '/things/7', method: 'POST', headers })
      sending.on('response', (answer) => resolve(answer.resume().statusCode ?? 0))
      sending.on('error', reject)
      for (let sent = 0; sent < bytes; sent += 1_000) sending.write(Buffer.alloc(1_000))
      sending.end()
    })
  assert.equal(await chunked(200_000), 200)
  const sent = createHash('sha256').update(Buffer.alloc(200_000)).digest('hex')
  assert.equal(createHash('sha256').update(upstream.last().body).digest('hex'), sent)
  assert.equal(await chunked(201_000), 413)
  const get = await mint.request('/things/7', bearer(mine, { method: 'GET', body: 'x', ...at() }))
  assert.equal(get.status, 400, 'servers do not agree on where the body of a GET ends')
})

test('events flow as they happen, and stop within a second of a revocation', async () => {
  await assertWithin(1_000, async () => {
    const mine = await token()
    const headers = { Host: HOST, Authorization: `Bearer ${mine}` }
    const got: string[] = []
    const ended = new Promise<number>((resolve) => {
      const asking = askHttp({ port: mint.port, path: '/things/stream/events', headers })
      asking.on('response', (answer) => {
        answer.on('data', (chunk) => got.push(String(chunk)))
        answer.on('error', () => resolve(performance.now()))
        answer.on('close', () => resolve(performance.now()))
      })
      asking.end()
    })
    await upstream.until(() => got.length >= 2)
    assert.match(got.join(''), /data: 1\n\ndata: 2/)
    const revokedAt = performance.now()
    const revoked = await manage(mint, '/tokens/revoke', { json: { token: mine } })
    assert.equal(revoked.status, 200, revoked.text)
    const tookMs = (await ended) - revokedAt
    assert.equal((await mint.request('/things/7', bearer(mine, at()))).status, 401)
    return tookMs
  })
})

test('a socket is joined with the API’s, and cut when its token ends', async () => {
  const mine = await token()
  const url = `ws://127.0.0.1:${mint.port}/things/stream/socket`
  const headers = { Host: HOST, Authorization: `Bearer ${mine}` }
  const socket = new WebSocket(url, ['chat'], { headers })
  const echoed = new Promise((resolve) => socket.on('message', (text) => resolve(String(text))))
  await new Promise((resolve) => socket.on('open', resolve))
  assert.equal(socket.protocol, 'chat')
  socket.send('hello')
  assert.equal(await echoed, 'hello')
  assert.equal(upstream.last().headers['x-auth-client'], mint.demo.vonage.client_id)
  const closed = new Promise((resolve) => socket.on('close', resolve))
  await manage(mint, '/tokens/revoke', { json: { token: mine } })
  await closed
  const refused = new WebSocket(url, { headers })
  const status = await new Promise((resolve) => {
    refused.on('unexpected-response', (_, answer) => resolve(answer.statusCode))
    refused.on('error', () => {})
  })
  assert.equal(status, 401)
})

test('an API that is away is 502, then 503 at once; another is asked instead', async () => {
  const gone = await upstreamForThisFile()
  const other = await upstreamForThisFile()
  const api: ApiInput = {
    name: 'away',
    hosts: ['away.example'],
    upstreams: [gone.origin],
    routes: [{ methods: ['GET', 'POST'], path: '/*', public_because: 'a test' }],
  }
  await apiAt(mint, api)
  const ask = (method = 'GET') => mint.request('/x', { method, headers: { Host: 'away.example' } })
  assert.equal((await ask()).status, 200)
  await gone.stop()
  const first = []
  for (let i = 0; i < 5; i += 1) first.push((await ask()).status)
  assert.deepEqual(first, [502, 502, 502, 502, 502])
  const resting = await ask()
  assert.deepEqual([resting.status, Number(resting.headers['retry-after']) > 0], [503, true])
  assert.deepEqual(await statesOf('away'), [{ upstream: gone.origin, state: 'resting' }])
  await apiAt(mint, { ...api, upstreams: [gone.origin, other.origin] })
  for (let i = 0; i < 4; i += 1) assert.equal((await ask()).status, 200, 'the other one answers')
  const posts = [await ask('POST'), await ask('POST')].map(({ status }) => status).sort()
  assert.deepEqual(posts, [200, 502], 'what may have been done is not done twice')
})

test('metrics tell how long an API took and which of its upstreams are up', async () => {
  const { text } = await mint.request('/metrics')
  assert.match(text, /mintmark_api_duration_seconds_count\{api="forwarded",status="200"\} \d+/)
  assert.match(text, /mintmark_upstream_up\{api="away",upstream="[^"]+"\} 0/)
  assert.match(text, /mintmark_decisions_total\{[^}]*action="api\.forwarded"[^}]*\} \d+/)
})

test('an upstream whose health check fails gets no requests, and operators see it', async () => {
  const api: ApiInput = {
    name: 'unwell',
    hosts: ['unwell.example'],
    upstreams: [upstream.origin],
    health: { path: '/500', interval_seconds: 1 },
    routes: [{ methods: ['GET'], path: '/*', public_because: 'a test' }],
  }
  await apiAt(mint, api)
  const ask = () => mint.request('/x', { headers: { Host: 'unwell.example' } })
  await eventually(async () => (await ask()).status === 503, 'it gets no requests', 5_000)
  assert.deepEqual(await statesOf('unwell'), [{ upstream: upstream.origin, state: 'down' }])
  await apiAt(mint, { ...api, health: { path: '/204', interval_seconds: 1 } })
  assert.equal((await ask()).status, 200)
  assert.deepEqual(await statesOf('unwell'), [{ upstream: upstream.origin, state: 'up' }])
})

test('a request that an API is still answering when the mint stops is answered', async () => {
  const before = upstream.count()
  const asked = mint.request('/things/stream/slow', bearer(await token(), at()))
  await upstream.until(() => upstream.count() > before)
  await mint.stop()
  assert.equal((await asked).status, 200)
})

async function statesOf(name: string): Promise<unknown> {
  return (await manage(mint, `/apis/${name}`)).json().upstream_states
}
