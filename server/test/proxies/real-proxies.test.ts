// The configurations of docs/guide/forward-auth/ in the real programs: what the mint says reaches
// the client whole, and what reaches the API is what was judged, from whom the mint says it is.
import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { startMint } from '../mint.ts'
import { newFolder } from '../places.ts'
import { eventually, send } from '../wire.ts'
import { apisBefore, HOST, holdToken } from './apis.ts'
import { askers } from './asking.ts'
import { exchange } from './raw.ts'
import { kinds } from './real.ts'
import { startAll } from './start-all.ts'
import { linesOf, namesOf, startUpstream } from './upstream.ts'

const upstream = await startUpstream()
const mint = await startMint({ env: { MINTMARK_GATEWAY_APIS: apisBefore(upstream.port) } })
after(() => mint.stop())
const token = await holdToken(mint)
const proxies = await startAll({ mint: mint.port, upstream: upstream.port })

const bear = `Authorization: Bearer ${token}\r\n`
const [nginxAsker] = askers

test('each file of the guide can be led to another mint and another API', () => {
  for (const kind of kinds) {
    const places = { folder: newFolder(), port: 1, mint: 2, upstream: 3 }
    assert.ok(kind.configure(places).length > 0, kind.name)
  }
})

for (const { name, port } of proxies) {
  const get = (path: string, headers: Record<string, string | string[]> = {}) =>
    send(port, path, { headers: { Host: HOST, Authorization: `Bearer ${token}`, ...headers } })
  const raw = (target: string, headers = '', until = /\r\n\r\n/) =>
    exchange(port, `GET ${target} HTTP/1.1\r\nHost: ${HOST}\r\n${bear}${headers}\r\n`, { until })
  const last = () => {
    const request = upstream.reached.at(-1)
    assert.ok(request !== undefined)
    return request
  }

  test(`${name}: the API gets the request without the credential, with who it is`, async () => {
    const answer = await get('/orders/7?full=1&x=%2F', { 'X-Kept': 'yes' })
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.text, 'from the API')
    assert.equal(last().target, '/orders/7?full=1&x=%2F')
    assert.deepEqual(linesOf(last(), 'x-kept'), ['yes'])
    assert.deepEqual(linesOf(last(), 'authorization'), [])
    assert.deepEqual(linesOf(last(), 'x-auth-scopes'), ['orders:read'])
    assert.match(linesOf(last(), 'x-auth-identity').join(), /^ey[\w-]+\.[\w-]+\.[\w-]+$/)
    assert.equal(linesOf(last(), 'x-auth-client').length, 1)
    assert.equal(linesOf(last(), 'x-auth-subject').join(), '', 'nobody stands behind a machine')
    assert.equal(linesOf(last(), 'x-request-id').length, 1)
    const posted = {
      method: 'POST',
      body: 'a body',
      headers: { Host: HOST, Authorization: `Bearer ${token}` },
    }
    assert.equal((await send(port, '/orders', posted)).status, 200)
    assert.equal(last().method, 'POST')
  })

  test(`${name}: an API key in its own header opens what takes one, and stays there`, async () => {
    const headers = { Host: HOST, 'X-API-Key': mint.demo.envoy.client_api_key }
    assert.equal((await send(port, '/keyed', { headers })).status, 200)
    assert.deepEqual(linesOf(last(), 'x-api-key'), [])
    assert.deepEqual(linesOf(last(), 'x-auth-client'), [mint.demo.envoy.client_id])
    const both = { ...headers, Authorization: `Bearer ${token}` }
    assert.equal((await send(port, '/keyed', { headers: both })).status, 400)
    assert.equal((await send(port, '/orders', { headers })).status, 401)
  })

  test(`${name}: refusals reach the client with status, challenge, delay and body`, async () => {
    const missing = await send(port, '/orders', { headers: { Host: HOST } })
    assert.equal(missing.status, 401)
    assert.match(
      `${missing.headers['www-authenticate']}`,
      /^Bearer [^,]*(?:,[^,]*)?$/,
      'one challenge',
    )
    const little = await get('/admin/users')
    assert.equal(little.status, 403)
    assert.match(
      `${little.headers['www-authenticate']}`,
      /insufficient_scope.*scope="orders:admin"/,
    )
    assert.equal(little.json().error, 'insufficient_scope')
    const own = { Authorization: `Bearer ${await holdToken(mint)}` }
    assert.equal((await get('/limited', own)).status, 200)
    assert.equal((await get('/limited', own)).status, 200)
    const often = await get('/limited', own)
    assert.equal(often.status, 429)
    assert.match(`${often.headers['retry-after']}`, /^[1-9]\d*$/)
    assert.match(`${often.headers['content-type']}`, /json/)
    assert.ok(often.json().error)
    const doubled = await get('/public//x')
    assert.equal(doubled.status, 400)
    assert.ok(doubled.json().error)
    assert.equal((await get('/elsewhere')).status, 403, 'what no rule names is refused')
    for (const answer of [missing, little, often, doubled]) {
      assert.match(`${answer.headers['cache-control']}`, /no-store/)
      assert.equal(answer.headers['x-authz-body'], undefined)
    }
  })

  test(`${name}: nobody names himself, in no spelling`, async () => {
    for (const spelling of [
      'X-Auth-Client',
      'x-auth-client',
      'X-AUTH-CLIENT',
      'X_Auth_Client',
      'X.Auth.Client',
      'X-Auth_Client',
      'X_AUTH-client',
      'X-Auth.Subject',
      'X-Auth-Subject',
      'X-Auth-Organization',
      'X_Auth_Identity',
      'X-Auth-Identity',
      'X-Auth-Scopes',
      'x.auth_scopes',
    ]) {
      for (const path of ['/orders', '/public/x']) {
        const before = upstream.reached.length
        await raw(
          path,
          `${spelling}: evil\r\n${spelling.toLowerCase()}: evil\r\nConnection: close\r\n`,
        )
        for (const request of upstream.reached.slice(before)) {
          assert.ok(!request.rawHeaders.includes('evil'), `${spelling} at ${path}`)
          const odd = namesOf(request).filter(
            (each) => /^x[^a-z0-9]auth/i.test(each) && !/^x-auth-[a-z]+$/i.test(each),
          )
          assert.deepEqual(odd, [])
        }
      }
    }
    const before = upstream.reached.length
    await raw('/orders', 'Connection: close, X-Auth-Client, X-Auth-Identity\r\n')
    for (const request of upstream.reached.slice(before)) {
      assert.equal(
        linesOf(request, 'x-auth-client').length,
        1,
        'ours arrive, whatever the client names',
      )
      assert.deepEqual(
        linesOf(request, 'connection').filter((one) => /auth/i.test(one)),
        [],
      )
    }
  })

  test(`${name}: the method and path that were judged are all that the API hears of`, async () => {
    for (const override of [
      'X-HTTP-Method-Override',
      'X-HTTP-Method',
      'X-Method-Override',
      'X-Original-URL',
      'X-Original-URI',
      'X-Rewrite-URL',
      'X-Forwarded-Uri',
      'X-Forwarded-Method',
      'X-Original-Method',
    ]) {
      const answer = await get('/orders', { [override]: '/admin/users' })
      assert.equal(answer.status, 200, override)
      assert.deepEqual(linesOf(last(), override), [], override)
    }
    // Headers that say which request is meant are the proxy's, and a client's count for nothing.
    const lies = {
      'X-Original-URI': '/public/x',
      'X-Original-Method': 'GET',
      'X-Original-Host': HOST,
      'X-Forwarded-Uri': '/public/x',
      'X-Forwarded-Method': 'GET',
      'X-Forwarded-Host': HOST,
    }
    assert.equal((await send(port, '/orders', { headers: { Host: HOST, ...lies } })).status, 401)
    assert.equal((await get('/admin/users', lies)).status, 403)
  })

  test(`${name}: what is forwarded is what was judged, however the path is written`, async () => {
    for (const target of [
      '/public/../admin/users',
      '/public/%2e%2e/admin/users',
      '/public/..%2fadmin/users',
      '/public/..%5cadmin/users',
      '/public/..\\admin/users',
      '/public/..;/admin/users',
      '/public//admin',
      '//public/x',
      '//admin/users',
      '/public/./x',
      '/Public/x',
      '/PUBLIC/../admin',
      '/public/x;y',
      '/public/a%00b',
      '/public/a%0d%0ab',
      '/public/%70',
      '/public/a#/../b',
      '/public/\u00e9',
      '/public',
      '/public/',
      '/public/x/',
      '/public/%c3%a9',
      '/public/x?/../admin',
      '/orders/%2e%2e',
      'http://other.example.com/public/x',
      `http://${HOST}/admin/users`,
      `http://${HOST}/public/x`,
      '*',
      'public/x',
      '/admin%2fusers',
      '/admin/users%20',
      '/orders/../public/x',
    ]) {
      const before = upstream.reached.length
      await raw(target, 'Connection: close\r\n')
      for (const request of upstream.reached.slice(before)) {
        const asked = {
          host: HOST,
          target: request.target,
          headers: [['Authorization', `Bearer ${token}`]],
        } as const
        const judged = await nginxAsker?.ask(mint, asked)
        assert.equal(judged?.status, 200, `${target} reached the API as ${request.target}`)
        const [path = ''] = request.target.split('?')
        assert.doesNotMatch(decodeURIComponent(path), /admin.*users|\.\.\//)
      }
    }
  })

  test(`${name}: what browsers ask first is for the API to answer`, async () => {
    const preflight = async (path: string, method: string) => {
      const headers = {
        Host: HOST,
        Origin: 'https://page.example',
        'Access-Control-Request-Method': method,
      }
      return (await send(port, path, { method: 'OPTIONS', headers })).status
    }
    assert.equal(await preflight('/orders', 'POST'), 200)
    assert.equal(last().method, 'OPTIONS')
    assert.equal(await preflight('/orders', 'DELETE'), 403)
  })

  test(`${name}: an absolute target is judged at the host that the API is told`, async () => {
    const before = upstream.reached.length
    for (const [target, host] of [
      [`http://${HOST}/orders`, 'other.example.com'],
      ['http://other.example.com/orders', HOST],
    ]) {
      const head = `GET ${target} HTTP/1.1\r\nHost: ${host}\r\n${bear}\r\n`
      await exchange(port, head, { until: /\r\n\r\n/ })
    }
    for (const request of upstream.reached.slice(before)) {
      assert.deepEqual(linesOf(request, 'host'), [HOST])
      assert.equal(request.target, '/orders')
    }
  })

  test(`${name}: long headers, events and WebSockets pass, HTTP/2 by upgrade not`, async () => {
    const large = await get('/orders', {
      Cookie: `a=${'x'.repeat(6_000)}`,
      'X-Large': 'y'.repeat(6_000),
    })
    assert.equal(large.status, 200, large.text)
    assert.equal(linesOf(last(), 'x-large').join().length, 6_000)
    assert.match(await raw('/events', '', /data: one/), /data: one/)
    const key = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'
    const opening = `Connection: Upgrade\r\nUpgrade: websocket\r\n${key}`
    const opened = await raw('/socket', opening, /hello$/)
    assert.match(opened, /^HTTP\/1\.1 101 [\s\S]*hello$/)
    assert.deepEqual(linesOf(last(), 'x-auth-scopes'), ['orders:read'])
    const head = `GET /socket HTTP/1.1\r\nHost: ${HOST}\r\n${opening}\r\n`
    const refused = await exchange(port, head, { until: /\r\n\r\n/ })
    assert.match(refused, /^HTTP\/1\.1 401 /)
    const settings =
      'Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABk\r\n'
    const tunnel = await raw('/orders', settings)
    assert.doesNotMatch(tunnel, /^HTTP\/1\.1 101 /)
    assert.deepEqual(linesOf(last(), 'upgrade'), [])
  })
}

if (proxies.length > 0) {
  test('while the mint is away nobody passes, and everybody does when it is back', async () => {
    await mint.kill()
    const reached = upstream.reached.length
    const headers = { Host: HOST, Authorization: `Bearer ${token}` }
    for (const { name, port } of proxies) {
      const [answer, unasked] = await Promise.all([
        send(port, '/orders', { headers }),
        send(port, '/public/x', { headers: { Host: HOST } }),
      ])
      assert.equal(answer.status, 503, `${name}: ${answer.text}`)
      assert.match(`${answer.headers['retry-after']}`, /^\d+$/, name)
      assert.ok(answer.json().error, name)
      assert.equal(unasked.status, 503, `${name}: ${unasked.text}`)
    }
    assert.equal(upstream.reached.length, reached)
    const again = await startMint({
      dataDir: mint.dataDir,
      port: mint.port,
      env: { MINTMARK_GATEWAY_APIS: apisBefore(upstream.port) },
    })
    after(() => again.stop())
    for (const { name, port } of proxies) {
      await eventually(
        async () => (await send(port, '/orders', { headers })).status === 200,
        `${name} asks again`,
        30_000,
      )
    }
  })
}
