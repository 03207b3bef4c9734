// Another proxy asks whether a request may pass: each kind in its own way, and each gets the answer
// that the gateway itself would have given.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { apisBefore, HOST, holdToken, VENDOR_HOST } from './apis.ts'
import { askers, type Question } from './asking.ts'

const mint = await mintForThisFile({ env: { MINTMARK_GATEWAY_APIS: apisBefore(9) } })
const token = await holdToken(mint)
const bears = [['Authorization', `Bearer ${token}`]] as const
const IDENTITY = ['client', 'subject', 'organization', 'scopes', 'identity']

/** A question that is answered yes. */
const good: Question = { host: HOST, target: '/orders/7?full=1', headers: bears }

/** What could be read in two ways, or by two servers differently. */
const TRICKS = [
  '/public/../admin/users',
  '/public/%2e%2e/admin/users',
  '/public/%2E%2E/admin/users',
  '/public/..%2fadmin/users',
  '/public/..%5cadmin/users',
  '/public/..\\admin/users',
  '/public/..;/admin/users',
  '/public/x;/../admin/users',
  '/public//admin/users',
  '//public/x',
  '/public/./x',
  '/public/%2fadmin',
  '/public/%70ath',
  '/public/a%00b',
  '/public/a%zz',
  '/public/a%c0%ae%c0%ae/x',
  '/public/a#b',
  '/public/..',
  '/public/%252e%252e/admin',
]

for (const { name, ask, told } of askers) {
  test(`${name}: a request that may pass is admitted, with who it is`, async () => {
    const answer = await ask(mint, good)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.text, '')
    for (const each of IDENTITY) {
      assert.ok(answer.headers[`x-auth-${each}`] !== undefined, `x-auth-${each} is said, or empty`)
    }
    assert.match(`${answer.headers['x-auth-client']}`, /\w/)
    assert.equal(answer.headers['x-auth-subject'], '', 'nobody stands behind a machine')
    assert.equal(answer.headers['x-auth-scopes'], 'orders:read')
    assert.match(`${answer.headers['x-auth-identity']}`, /^ey[\w-]+\.[\w-]+\.[\w-]+$/)
    assert.match(`${answer.headers['x-request-id']}`, /\w/)
    assert.equal(answer.headers['cache-control'], 'no-store')
  })

  test(`${name}: a client’s wish for a socket is none of the question’s`, async () => {
    const wish = [
      ['Connection', 'Upgrade'],
      ['Upgrade', 'websocket'],
      ['Sec-WebSocket-Key', 'dGhlIHNhbXBsZSBub25jZQ=='],
      ['Sec-WebSocket-Version', '13'],
    ] as const
    const socket = { ...good, target: '/socket' }
    assert.equal((await ask(mint, { ...socket, headers: [...bears, ...wish] })).status, 200)
    assert.equal(told(await ask(mint, { ...socket, headers: wish })).status, 401)
  })

  test(`${name}: a public route is admitted, and says that it is nobody`, async () => {
    const answer = await ask(mint, { ...good, target: '/public/x' })
    assert.equal(answer.status, 200, answer.text)
    for (const each of IDENTITY) assert.equal(answer.headers[`x-auth-${each}`], '', each)
  })

  test(`${name}: whoever bears nothing, too little or too often is told so in full`, async () => {
    const missing = told(await ask(mint, { ...good, headers: [] }))
    assert.equal(missing.status, 401)
    assert.match(missing.challenge, /^Bearer /)
    const bad = told(await ask(mint, { ...good, headers: [['Authorization', 'Bearer eyJx.y.z']] }))
    assert.equal(bad.status, 401)
    assert.match(bad.challenge, /^Bearer .*error="invalid_token"/)
    const little = told(await ask(mint, { ...good, target: '/admin/users' }))
    assert.equal(little.status, 403)
    assert.match(little.challenge, /error="insufficient_scope".*scope="orders:admin"/)
    assert.equal(JSON.parse(little.body).error, 'insufficient_scope')
    const unruled = told(await ask(mint, { ...good, target: '/elsewhere' }))
    assert.equal(unruled.status, 403)
    const method = told(await ask(mint, { ...good, method: 'DELETE' }))
    assert.equal(method.status, 403, 'no rule names this method')
    const often = [['Authorization', `Bearer ${await holdToken(mint)}`]] as const
    const limited = { ...good, target: '/limited', headers: often }
    for (const status of [200, 200]) assert.equal((await ask(mint, limited)).status, status)
    const last = told(await ask(mint, limited))
    assert.equal(last.status, 429)
    assert.match(last.retryAfter, /^[1-9]\d*$/)
    assert.ok(JSON.parse(last.body))
  })

  test(`${name}: a path of two readings is refused, whatever it bears`, async () => {
    for (const target of TRICKS) {
      const answer = await ask(mint, { ...good, target })
      assert.notEqual(answer.status, 200, `${target} was admitted`)
      const { status } = told(answer)
      assert.ok(status === 400 || answer.status === 400, `${target}: ${status} ${answer.text}`)
    }
  })

  test(`${name}: an API that takes one style refuses in that vendor’s words`, async () => {
    const answer = told(await ask(mint, { ...good, host: VENDOR_HOST, target: '/calls' }))
    assert.equal(answer.status, 401)
    assert.match(answer.body, /The access token is invalid or has expired/)
    const held = (await vonage(mint, 'users:read')).field('access_token')
    const headers = [['Authorization', `Bearer ${held}`]] as const
    const asked = { host: VENDOR_HOST, target: '/calls', headers }
    assert.equal((await ask(mint, asked)).status, 200)
    assert.equal(told(await ask(mint, { ...asked, host: HOST, target: '/orders' })).status, 403)
  })

  test(`${name}: two credentials are refused, and none of them is tried`, async () => {
    for (const second of ['Authorization', 'X-API-Key', 'X-Token']) {
      const headers = [...bears, [second, second === 'Authorization' ? 'Bearer x' : 'x']] as const
      const answer = told(await ask(mint, { ...good, headers }))
      assert.equal(answer.status, 400, second)
    }
  })

  test(`${name}: a host that no API has, and a host that is none, are refused`, async () => {
    for (const host of ['other.example.com', `${HOST}, other`, 'a b', `${HOST}/x`, '']) {
      const answer = await ask(mint, { ...good, host })
      assert.notEqual(answer.status, 200, `${host} was admitted`)
    }
    assert.equal(
      (await ask(mint, { ...good, host: `${HOST}:8443` })).status,
      200,
      'its port is free',
    )
  })

  test(`${name}: nobody but the listed proxies may ask`, async () => {
    const answer = await ask(mint, { ...good, from: '127.0.0.2' })
    assert.equal(answer.status, 404)
    assert.equal(answer.headers['x-auth-identity'], undefined)
  })

  test(`${name}: the client’s address is the one that the proxy wrote`, async () => {
    const { client_id, client_secret } = await createClient(mint, {
      dialect: 'envoy',
      scopes: ['locations.read'],
      allowed_ips: ['203.0.113.7'],
    })
    const key = Buffer.from(`${client_id}:${client_secret}`).toString('base64')
    const through = async (addresses: string) => {
      const headers = [
        ['X-API-Key', key],
        ['X-Forwarded-For', addresses],
      ] as const
      const answer = await ask(mint, { host: HOST, target: '/keyed', headers })
      return answer.status === 200 ? 200 : told(answer).status
    }
    assert.equal(await through('203.0.113.7, 198.51.100.1'), 401)
    assert.equal(await through('198.51.100.1, 203.0.113.7'), 200)
  })
}
