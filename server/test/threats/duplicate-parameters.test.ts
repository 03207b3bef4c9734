// A parameter that stands twice is refused: two parsers on the way may each read another one
// (RFC 6749 §3.1, §3.2). So are credentials in a query, which belong in no URL.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { authorizePath } from '../flows/standard.ts'
import { bearer } from '../flows/vendors.ts'
import { composite, consentPath } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertNoStack, assertRefused } from '../refusal.ts'
import { basic, type Init } from '../wire.ts'

const mint = await mintForThisFile()
const { demo } = mint
const { username, password } = demo.envoy

interface Endpoint {
  readonly path: string
  readonly parameters: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly bodies: readonly ('form' | 'multipart' | 'json')[]
  readonly error?: string
}

const endpoints: Readonly<Record<string, Endpoint>> = {
  'the standard token endpoint': {
    path: mint.endpoints.token,
    parameters: { grant_type: 'client_credentials', scope: demo.standard.scopes[0] ?? '' },
    headers: { Authorization: basic(demo.standard.client_id, demo.standard.client_secret) },
    bodies: ['form'],
    error: 'invalid_request',
  },
  'the Envoy token endpoint': {
    path: '/oauth2/token',
    parameters: { grant_type: 'password', username, password, scope: 'locations.read' },
    headers: { Authorization: basic(demo.envoy.client_id, demo.envoy.client_secret) },
    bodies: ['form', 'multipart', 'json'],
    error: 'invalid_request',
  },
  'the Vonage token endpoint': {
    path: '/Auth/connect/token',
    parameters: {
      grant_type: 'client_credentials',
      client_id: demo.vonage.client_id,
      client_secret: demo.vonage.client_secret,
      scope: 'stats',
    },
    bodies: ['form'],
  },
  'the Vocera login': {
    path: '/user/v1/embedded/login/',
    parameters: { api_key: demo.vocera.api_key, agent_id: `${demo.vocera.agent_id}` },
    bodies: ['form', 'multipart', 'json'],
  },
  'the 8x8 token endpoint': {
    path: '//api/v1/tokens',
    parameters: { call_reference: '123abcde' },
    headers: { Authorization: `Bearer ${demo.eight_by_eight.api_key}` },
    bodies: ['json'],
  },
}

for (const [name, endpoint] of Object.entries(endpoints)) {
  const { path, parameters, headers, bodies, error } = endpoint

  for (const kind of bodies) {
    test(`${name} refuses a parameter that stands twice in a ${kind} body`, async () => {
      const pairs = Object.entries(parameters)
      assert.equal((await mint.request(path, request(kind, pairs, headers))).status, 200)
      for (const [parameter, value] of pairs) {
        for (const second of [value, 'other', '']) {
          const twice = [...pairs, [parameter, second] as const]
          const answer = await mint.request(path, request(kind, twice, headers))
          assert.equal(answer.status, 400, `${parameter}: ${answer.text}`)
          assertRefused(answer, 400, error)
        }
      }
    })
  }
}

test('a parameter in the query as well as in the body is refused', async () => {
  for (const [name, { path, parameters, headers, error }] of Object.entries(endpoints)) {
    if (name.includes('8x8') || name.includes('Vocera')) continue
    for (const [parameter, value] of Object.entries(parameters)) {
      const query = new URLSearchParams({ [parameter]: value })
      const init: Init = { form: parameters, headers: { ...headers } }
      assertRefused(await mint.request(`${path}?${query}`, init), 400, error)
    }
  }
})

test('credentials in a query do not authenticate', async () => {
  const { client_id, client_secret } = demo.standard
  const query = new URLSearchParams({ client_id, client_secret })
  const form = { grant_type: 'client_credentials' }
  assertRefused(await mint.request(`${mint.endpoints.token}?${query}`, { form }), [400, 401])
  const all = new URLSearchParams({ client_id, client_secret, grant_type: 'client_credentials' })
  const answer = await mint.request(`${mint.endpoints.token}?${all}`, { method: 'POST' })
  assertRefused(answer, [400, 401])
})

test('an authorization request with a doubled parameter is refused on our own page', async () => {
  const evil = encodeURIComponent('https://evil.example/')
  const paths = [authorizePath(mint, demo.standard), consentPath(demo.vocalcola)]
  for (const path of paths) {
    for (const twice of [`redirect_uri=${evil}`, 'client_id=other']) {
      const answer = await mint.request(`${path}&${twice}`)
      assert.equal(answer.status, 400, `${twice}: ${answer.text.slice(0, 200)}`)
      assert.equal(answer.headers.location, undefined)
      assertNoStack(answer)
    }
  }
  const twiceChallenged = `${authorizePath(mint, demo.standard)}&code_challenge=${'x'.repeat(43)}`
  const answer = await mint.request(twiceChallenged)
  const location = String(answer.headers.location ?? '')
  assert.ok(answer.status === 400 || location.includes('error=invalid_request'), location)
})

test('a VocalCola code request with a parameter twice is refused', async () => {
  const { public_key, private_key, redirect_uri } = demo.vocalcola
  const pairs = Object.entries({ grant_type: 'authorization_code', code: 'x', redirect_uri })
  for (const kind of ['form', 'multipart', 'json'] as const) {
    const twice = [...pairs, ['code', 'y'] as const]
    const init = bearer(composite(public_key, private_key), request(kind, twice))
    assertRefused(await mint.request('/v0/token/', init), 400, 'invalid_request')
  }
})

function request(
  kind: 'form' | 'multipart' | 'json',
  pairs: readonly (readonly [string, string])[],
  headers: Readonly<Record<string, string>> = {},
): Init {
  if (kind === 'form') return { form: pairs, headers: { ...headers } }
  if (kind === 'multipart') return { multipart: pairs, headers: { ...headers } }
  // JSON.stringify knows no doubled names.
  const members = pairs.map(([name, value]) => `${JSON.stringify(name)}:${JSON.stringify(value)}`)
  const type = { 'Content-Type': 'application/json' }
  return { body: `{${members.join(',')}}`, headers: { ...headers, ...type } }
}
