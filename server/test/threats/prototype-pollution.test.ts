// A field named __proto__ is a field that nobody asked for: it is refused wherever it stands, and
// what it wanted to change for everybody is changed for nobody (ASVS 15.3.6).
import assert from 'node:assert/strict'
import { afterEach, test } from 'node:test'
import { createClient, manage } from '../flows/admin.ts'
import { clientCredentials } from '../flows/standard.ts'
import { bearer, eightByEight, vocera } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { assertNoStack, assertRefused } from '../refusal.ts'
import { basic, type Init } from '../wire.ts'

const mint = await mintForThisFile()
const { demo } = mint
const type = { 'Content-Type': 'application/json' }

// Settings that a polluted prototype would hand to every later request.
const poison =
  '{"create_room":true,"admin":true,"scope":"*","api_key":"x","active":true,"status":200}'

const hostileJson = [
  `{"__proto__":${poison}}`,
  `{"__proto__":null}`,
  `{"\\u005f_proto__":${poison}}`,
  `{"constructor":{"prototype":${poison}}}`,
  `{"call_reference":"123abcde","__proto__":${poison}}`,
]

/** After each attempt the process lives and nobody was given what the poison holds. */
afterEach(async () => {
  const room = (await eightByEight(mint, {})).json()
  assert.deepEqual(Object.keys(room), ['auth_token'])
  assert.equal((await clientCredentials(mint)).status, 200)
  assert.equal((await vocera(mint)).status, 200)
  const nobody = await mint.request('/admin/v1/clients')
  assertRefused(nobody, 401)
})

test('JSON with __proto__ or constructor.prototype is refused by every dialect', async () => {
  const { api_key } = demo.vocera
  for (const body of hostileJson) {
    const members = body.slice(1)
    const requests: readonly (readonly [string, Init])[] = [
      ['//api/v1/tokens', bearer(demo.eight_by_eight.api_key, { body, headers: type })],
      [
        '/user/v1/embedded/login/',
        { body: `{"api_key":"${api_key}","agent_id":1,${members}`, headers: type },
      ],
      ['/oauth2/token', { body: `{"grant_type":"password",${members}`, headers: type }],
      ['/v0/token/', { body: `{"grant_type":"authorization_code",${members}`, headers: type }],
    ]
    for (const [path, init] of requests) {
      const answer = await mint.request(path, init)
      assert.equal(answer.status, 400, `${path} ${body}: ${answer.text}`)
      assertNoStack(answer)
    }
  }
})

test('nested __proto__ is refused as well', async () => {
  const body = `{"create_room":false,"phone_number":{"__proto__":${poison}}}`
  const answer = await mint.request(
    '//api/v1/tokens',
    bearer(demo.eight_by_eight.api_key, { body, headers: type }),
  )
  assertRefused(answer, 400)
})

test('the management API refuses __proto__ in a new and in a changed client', async () => {
  const { id } = await createClient(mint, { dialect: 'vonage', scopes: ['stats'] })
  const before = (await manage(mint, `/clients/${id}`)).text
  const wanted = '"dialect":"vonage","name":"Hostile","scopes":["stats"]'
  for (const hostile of [`"__proto__":${poison}`, `"constructor":{"prototype":${poison}}`]) {
    const body = `{${wanted},${hostile}}`
    assertRefused(await manage(mint, '/clients', { body, headers: type }), 400)
    const patch = { method: 'PATCH', body: `{"name":"Hostile",${hostile}}`, headers: type }
    assertRefused(await manage(mint, `/clients/${id}`, patch), 400)
  }
  assert.equal((await manage(mint, `/clients/${id}`)).text, before)
})

const names = [
  '__proto__',
  'constructor',
  'prototype',
  '__proto__[admin]',
  'toString',
  'hasOwnProperty',
]

test('forms and multipart bodies with such names are refused or the names ignored', async () => {
  const { client_id, client_secret, username, password } = demo.envoy
  const headers = { Authorization: basic(client_id, client_secret) }
  const grant = { grant_type: 'password', username, password, scope: 'locations.read' }
  for (const name of names) {
    const pairs = [...Object.entries(grant), [name, 'x'] as const]
    const hostile = name === '__proto__' || name === 'constructor'
    for (const init of [{ form: pairs }, { multipart: pairs }]) {
      const answer = await mint.request('/oauth2/token', { ...init, headers })
      assert.ok(hostile ? answer.status === 400 : answer.status < 500, `${name}: ${answer.text}`)
      assertNoStack(answer)
    }
  }
})

test('such names do not stand in for a parameter that is missing', async () => {
  const { client_id, client_secret } = demo.envoy
  const headers = { Authorization: basic(client_id, client_secret) }
  for (const name of ['__proto__.grant_type', 'constructor', 'toString', '__proto__[grant_type]']) {
    assertRefused(
      await mint.request('/oauth2/token', { form: { [name]: 'password' }, headers }),
      400,
    )
  }
  for (const grant_type of names) {
    const answer = await mint.request('/oauth2/token', { form: { grant_type }, headers })
    assertRefused(answer, 400, 'unsupported_grant_type')
  }
})

test('part headers named __proto__ are refused or ignored, and the server goes on', async () => {
  const { client_id, client_secret, username, password } = demo.envoy
  const Authorization = basic(client_id, client_secret)
  const headers = { Authorization, 'Content-Type': 'multipart/form-data; boundary=b' }
  const part = (name: string, value: string, more = '') =>
    `--b\r\nContent-Disposition: form-data; name="${name}"${more}\r\n\r\n${value}\r\n`
  const grant = part('grant_type', 'password') + part('username', username)
  const hostile = [
    part('password', password, '\r\n__proto__: x'),
    part('password', password, '; __proto__="x"'),
    part('password', password, '\r\nconstructor: x'),
    part('password', password, "; filename*=__proto__''x"),
  ]
  for (const last of hostile) {
    const body = `${grant}${last}${part('scope', 'locations.read')}--b--\r\n`
    const answer = await mint.request('/oauth2/token', { headers, body })
    assert.ok([200, 400].includes(answer.status), `${last}: ${answer.status} ${answer.text}`)
    assertNoStack(answer)
  }
})
