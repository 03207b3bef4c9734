// The API never redirects: a client that follows would send its X-API-Key or Authorization header
// to wherever the redirect points.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { bearer } from '../flows/vendors.ts'
import { composite } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import type { Init } from '../wire.ts'

const mint = await mintForThisFile()
const { demo } = mint
const key = { headers: { 'X-API-Key': demo.envoy.client_api_key } }
const pair = composite(demo.vocalcola.public_key, demo.vocalcola.private_key)

const requests: Readonly<Record<string, Init>> = {
  '/v1/locations': key,
  '/v1/employees': key,
  '/v3/locations': key,
  '/rest/v1/locations': key,
  '/v0/me': bearer(pair),
  '/v0/me/plans': bearer(pair),
  '/v0/token': bearer(pair, { json: { grant_type: 'authorization_code' } }),
  '/oauth2/token': { form: { grant_type: 'password' } },
  '/a/auth/v0/token': { form: { grant_type: 'password' } },
  '/Auth/connect/token': { form: { grant_type: 'client_credentials' } },
  '/agents-availability': bearer('token'),
  '/user/v1/embedded/login': { json: { api_key: demo.vocera.api_key, agent_id: 1 } },
  '/user/v1/embedded/refresh': { json: { refresh: 'token' } },
  '/user/embedded-token-detail': bearer('token'),
  '/api/v1/tokens': bearer(demo.eight_by_eight.api_key, { method: 'POST' }),
  '/api/v1/call-logs': { headers: { 'x-token': 'token' } },
  '/admin/v1/clients': bearer(demo.management_key),
  [mint.endpoints.token]: { form: { grant_type: 'client_credentials' } },
  [mint.endpoints.introspection]: { form: { token: 'token' } },
}

for (const [path, init] of Object.entries(requests)) {
  test(`${path} is answered or refused in each spelling, never redirected`, async () => {
    const spellings = [path, `${path}/`, `${path}//`, `/${path}`, path.toUpperCase(), `${path}/.`]
    for (const spelling of [...spellings, `${path}/..`, `http://evil.example${path}`]) {
      await assertNoRedirect(spelling, init)
    }
    for (const host of ['evil.example', 'EVIL.example:80', 'emea.cc.localhost', '[::1]']) {
      await assertNoRedirect(path, { ...init, headers: { ...init.headers, Host: host } })
    }
    const proxied = { 'X-Forwarded-Proto': 'http', 'X-Forwarded-Host': 'evil.example' }
    await assertNoRedirect(path, { ...init, headers: { ...init.headers, ...proxied } })
  })
}

test('a trailing slash makes no difference where the contract says so', async () => {
  for (const path of ['/v0/me', '/v0/me/']) {
    assert.equal((await mint.request(path, bearer(pair))).status, 200, path)
  }
})

async function assertNoRedirect(path: string, init: Init) {
  const { status, headers } = await mint.request(path, init)
  assert.ok(status < 300 || status >= 400, `${path} redirects with ${status}`)
  assert.ok(status < 500, `${path}: ${status}`)
  assert.equal(headers.location, undefined, path)
}
