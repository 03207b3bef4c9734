// ASVS 4.1.3: what an API is told about who asks comes from the gateway alone, however a client
// spells the name of such a header (CVE-2026-33433, CVE-2026-54763, CVE-2026-88011).
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { apiAt, upstreamForThisFile } from '../apis.ts'
import { vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { exchange } from '../proxies/raw.ts'

const mint = await mintForThisFile()
const upstream = await upstreamForThisFile()
const HOST = 'forged.example'

before(() =>
  apiAt(mint, {
    name: 'forged',
    hosts: [HOST],
    upstreams: [upstream.origin],
    presentations: ['bearer', 'api_key'],
    routes: [
      { methods: ['GET', 'POST'], path: '/kept', no_scope_because: 'any customer' },
      { methods: ['GET', 'POST'], path: '/open', public_because: 'a test' },
    ],
  }),
)

const FORGED = [
  'X-Auth-User: eve',
  'x-auth-user: eve',
  'X_Auth_User: eve',
  'X.Auth.User: eve',
  'X-Auth_Client: eve',
  'x-aUTH-scopes: admin',
  'XAuthSubject: eve',
  'X--Auth--Client: eve',
  '_X-Auth-Client: eve',
  'X-Auth-Identity: eve',
  'X-Auth~Client: eve',
  'X-Forwarded-For: 10.0.0.1',
  'X_Forwarded_User: eve',
  'Forwarded: for=10.0.0.1',
  'X-Real-IP: 10.0.0.1',
  'X-Original-URL: /kept',
  'X-Rewrite-URL: /kept',
  'X-HTTP-Method-Override: DELETE',
  'X-Request-Id: eve',
]

test('in no spelling does a client say who it is, with a token and without', async () => {
  const token = (await vonage(mint)).field('access_token')
  for (const [path, bearing] of [
    ['/open', []],
    ['/open', [`Authorization: Bearer ${token}`, 'X-API-Key: k', 'X-Token: t']],
    ['/kept', [`Authorization: Bearer ${token}`]],
    ['/kept', [`Authorization: Bearer ${token}`, 'Connection: X-Auth-Client, X-Auth-Identity']],
  ] as const) {
    await raw([`GET ${path} HTTP/1.1`, `Host: ${HOST}`, ...FORGED, ...FORGED, ...bearing])
    const { headers, rawHeaders } = upstream.last()
    const told = rawHeaders.join('\n')
    assert.doesNotMatch(told, /eve|10\.0\.0\.1|\/kept|DELETE/)
    for (const name of Object.keys(headers)) {
      assert.doesNotMatch(name, /[_.~]|authorization|x-api-key|x-token/i)
    }
    const isKept = path === '/kept'
    assert.equal(headers['x-auth-client'], isKept ? mint.demo.vonage.client_id : undefined)
    assert.equal(headers['x-auth-identity'] !== undefined, isKept)
    assert.equal(headers['x-forwarded-for'], '127.0.0.1')
  }
})

test('cookies of the mint stay with it; others are the API’s', async () => {
  const cookie = 'Cookie: a=1; mintmark_sign_in=s; __Host-mintmark_form=f; b=2'
  await raw(['GET /open HTTP/1.1', `Host: ${HOST}`, cookie])
  assert.equal(upstream.last().headers.cookie, 'a=1; b=2')
})

test('two credentials, or one twice, and none is tried', async () => {
  const token = (await vonage(mint)).field('access_token')
  const before = upstream.count()
  for (const second of [
    'X-API-Key: eDp5',
    'X-Token: t',
    `Authorization: Bearer ${token}`,
    `authorization: Basic eDp5`,
    `Host: ${HOST}`,
  ]) {
    const lines = [`Host: ${HOST}`, `Authorization: Bearer ${token}`, second]
    const answer = await raw(['GET /kept HTTP/1.1', ...lines])
    assert.match(answer, /^HTTP\/1\.1 400 .*"invalid_request"/s, second)
  }
  assert.equal(upstream.count(), before)
})

/** The lines as they stand, and the answer with the end of its body. */
function raw(lines: readonly string[]): Promise<string> {
  return exchange(mint.port, `${lines.join('\r\n')}\r\n\r\n`, { until: /\r\n\r\n.*\}/s })
}
