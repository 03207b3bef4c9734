// A request that proves its client twice is ambiguous: one check could read the first proof and
// another the second. The standard refuses it untried (RFC 6749 §2.3); vendors whose clients do
// send two say which one counts, and the other is never a way in.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient } from '../flows/admin.ts'
import { envoyPassword } from '../flows/envoy.ts'
import { redeemUserCode } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import { assertClean401, assertRefused } from '../refusal.ts'
import { basic } from '../wire.ts'

const mint = await mintForThisFile()
const { standard, envoy, vonage } = mint.demo
const good = basic(standard.client_id, standard.client_secret)
const grant = { grant_type: 'client_credentials' }
const inBody = { client_id: standard.client_id, client_secret: standard.client_secret }

test('the standard refuses Basic together with a secret in the body, equal or not', async () => {
  const wrong = { ...inBody, client_secret: 'wrong' }
  const headersList = [good, basic(standard.client_id, 'wrong')]
  for (const form of [inBody, wrong]) {
    for (const Authorization of headersList) {
      const headers = { Authorization }
      const request = { headers, form: { ...grant, ...form } }
      const answer = await mint.request(mint.endpoints.token, request)
      assertRefused(answer, 400, 'invalid_request')
    }
  }
})

test('the standard refuses Basic with the client id of another client in the body', async () => {
  const other = await createClient(mint, { dialect: 'standard', scopes: standard.scopes })
  const form = { ...grant, client_id: other.client_id }
  const answer = await mint.request(mint.endpoints.token, {
    headers: { Authorization: good },
    form,
  })
  assertRefused(answer, 400, 'invalid_request')
})

test('the standard takes neither of two Authorization headers', async () => {
  const bad = basic(standard.client_id, 'wrong')
  for (const pair of [
    [good, bad],
    [bad, good],
    [good, good],
  ]) {
    const headers = { Authorization: pair }
    const answer = await mint.request(mint.endpoints.token, { headers, form: grant })
    assertRefused(answer, [400, 401])
  }
})

test('introspection and revocation refuse two proofs as the token endpoint does', async () => {
  for (const path of [mint.endpoints.introspection, mint.endpoints.revocation]) {
    const form = { token: 'any', ...inBody }
    const answer = await mint.request(path, { headers: { Authorization: good }, form })
    assertRefused(answer, 400, 'invalid_request')
  }
})

test('Envoy takes Basic with an equal body, and refuses an unequal one', async () => {
  const { client_id, client_secret, username, password } = envoy
  const other = await createClient(mint, { dialect: 'envoy', scopes: ['locations.read'] })
  const form = { grant_type: 'password', username, password, scope: 'locations.read' }
  const ask = (authorization: string, id: string, secret: string) =>
    mint.request('/oauth2/token', {
      headers: { Authorization: authorization },
      form: { ...form, client_id: id, client_secret: secret },
    })
  const right = basic(client_id, client_secret)
  assert.equal((await ask(right, client_id, client_secret)).status, 200)
  assertRefused(await ask(right, client_id, 'wrong'), 401, 'invalid_client')
  assertRefused(await ask(right, other.client_id, other.client_secret), 401, 'invalid_client')
  assertRefused(await ask(basic(client_id, 'wrong'), client_id, client_secret), 401)
})

test('Vonage lets Basic win: a good body does not help a wrong header', async () => {
  const { client_id, client_secret } = vonage
  const form = { ...grant, client_id, scope: 'stats' }
  const ask = (authorization: string, secret: string) =>
    mint.request('/Auth/connect/token', {
      headers: { Authorization: authorization },
      form: { ...form, client_secret: secret },
    })
  assert.equal((await ask(basic(client_id, client_secret), 'wrong')).status, 200)
  assertClean401(await ask(basic(client_id, 'wrong'), client_secret), 'invalid_client')
})

test('the Envoy API takes the bearer first, then the key, and needs a good one', async () => {
  const access = (await envoyPassword(mint)).field('access_token')
  const ask = async (bearerValue: string, key: string) => {
    const headers = { Authorization: `Bearer ${bearerValue}`, 'X-API-Key': key }
    return (await mint.request('/v1/locations', { headers })).status
  }
  assert.equal(await ask(access, 'wrong'), 200)
  assert.equal(await ask('wrong', envoy.client_api_key), 200)
  assert.equal(await ask('wrong', 'wrong'), 401)
})

test('two API keys in one request open nothing', async () => {
  const other = await createClient(mint, { dialect: 'envoy', scopes: ['employees.read'] })
  const key = Buffer.from(`${other.client_id}:${other.client_secret}`).toString('base64')
  const headers = { 'X-API-Key': [key, envoy.client_api_key] }
  assertRefused(await mint.request('/v1/locations', { headers }), [400, 401])
})

test('VocalCola keys in the body do not stand in for the bearer', async () => {
  const { public_key, private_key, redirect_uri } = mint.demo.vocalcola
  const code = { grant_type: 'authorization_code', code: 'any', redirect_uri }
  const json = { ...code, client_id: public_key, client_secret: private_key }
  assertClean401(await mint.request('/v0/token/', { json }), 'invalid_client')
  assertRefused(await redeemUserCode(mint, 'any'), 400, 'invalid_grant')
})
