// An upgrade changes what the bytes of a connection mean, so it must not change what was judged: a
// request goes on in the method in which it was let in, or not at all.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mintForThisFile } from '../mint.ts'
import { apisBefore, HOST, holdToken } from './apis.ts'
import { exchange, statusesIn } from './raw.ts'
import { startStrictUpstream, valuesOf } from './strict-upstream.ts'

const upstream = await startStrictUpstream()
const mint = await mintForThisFile({ env: { MINTMARK_GATEWAY_APIS: apisBefore(upstream.port) } })
const bear = `Authorization: Bearer ${await holdToken(mint)}\r\n`
const socket = 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n'

/** What reaches the API of a request that wishes for this upgrade. */
async function sent(line: string, headers: string, upgrade: string, body = '') {
  const before = upstream.seen.length
  const wish = `Connection: Upgrade\r\nUpgrade: ${upgrade}\r\n${socket}`
  const head = `${line} HTTP/1.1\r\nHost: ${HOST}\r\n${headers}${wish}\r\n`
  const [status] = statusesIn(await exchange(mint.port, head + body, { until: /\r\n\r\n/ }))
  return { status, seen: upstream.seen.slice(before) }
}

test('a preflight, which bears nothing, opens no socket and reads nothing', async () => {
  const asks = 'Origin: https://page.example\r\nAccess-Control-Request-Method: GET\r\n'
  for (const upgrade of ['websocket', 'WebSocket', 'h2c', 'TLS/1.2']) {
    const { seen } = await sent('OPTIONS /asked-first', asks, upgrade)
    for (const { method, headers } of seen) {
      assert.equal(method, 'OPTIONS')
      assert.deepEqual(valuesOf(headers, 'upgrade'), [])
    }
  }
})

test('a POST goes on as a POST with its body, whatever it wishes to become', async () => {
  const { status, seen } = await sent(
    'POST /orders',
    `${bear}Content-Length: 5\r\n`,
    'websocket',
    'hello',
  )
  assert.equal(status, 200)
  assert.deepEqual(
    seen.map(({ method, body }) => [method, body]),
    [['POST', 'hello']],
  )
})

test('a client that would rather speak HTTP/2 is answered all the same', async () => {
  const { status, seen } = await sent('GET /orders', bear, 'h2c')
  assert.equal(status, 200)
  assert.deepEqual(valuesOf(seen[0]?.headers ?? [], 'upgrade'), [])
  assert.equal((await sent('GET /orders', '', 'h2c')).status, 401)
})

test('a wish for a socket that brings a body is refused', async () => {
  const { status, seen } = await sent(
    'GET /orders',
    `${bear}Content-Length: 5\r\n`,
    'websocket',
    'hello',
  )
  assert.equal(status, 400)
  assert.deepEqual(seen, [])
})
