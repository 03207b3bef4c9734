// A public client has no secret, so PKCE is its only proof: without it there is no code, and its
// id, which everybody knows, opens nothing else (RFC 9700 §2.1.1, RFC 7009 §2.1).
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { codeFrom, openBrowser, signInAndConsent } from '../browser.ts'
import { manage } from '../flows/admin.ts'
import { authorizePath, type CodeClient, pairOf, s256 } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { mintForThisFile } from '../mint.ts'
import { assertClean401, assertRefused } from '../refusal.ts'
import { eventually, type Pairs } from '../wire.ts'

const mint = await mintForThisFile()
const { redirect_uri, scopes } = mint.demo.standard
const verifier = 'the-verifier-that-is-the-only-proof-of-this-client'
let client: CodeClient = mint.demo.standard

before(async () => {
  const json = {
    dialect: 'standard',
    name: 'A public client',
    scopes,
    redirect_uris: [redirect_uri],
    token_endpoint_auth_method: 'none',
  }
  const answer = await manage(mint, '/clients', { json })
  assert.equal(answer.status, 201, answer.text)
  assert.equal(answer.json().client_secret, undefined, 'a public client gets no secret')
  client = { client_id: answer.field('client_id'), client_secret: '', redirect_uri, scopes }
})

function authorize(parameters: Readonly<Record<string, string | undefined>>): Promise<URL> {
  const browser = openBrowser(mint, redirect_uri)
  const path = authorizePath(mint, client, parameters)
  return signInAndConsent(mint, browser, path, mint.demo.vocalcola.user)
}

function ask(form: Pairs) {
  return mint.request(mint.endpoints.token, { form })
}

async function redeemWith(verifierText: string | undefined) {
  const code = codeFrom(await authorize({ code_challenge: s256(verifier) }))
  const form = { grant_type: 'authorization_code', code, redirect_uri, client_id: client.client_id }
  return ask(verifierText === undefined ? form : { ...form, code_verifier: verifierText })
}

test('a public client without a challenge is refused before anyone signs in', async () => {
  const url = await authorize({ code_challenge: undefined, code_challenge_method: undefined })
  assert.equal(url.searchParams.get('error'), 'invalid_request')
  assert.equal(url.searchParams.get('code'), null)
})

test('a public client redeems its code with the verifier and with nothing less', async () => {
  assertRefused(await redeemWith(undefined), 400, 'invalid_grant')
  assertRefused(await redeemWith('w'.repeat(43)), 400, 'invalid_grant')
  const answer = await redeemWith(verifier)
  assert.equal(answer.status, 200, answer.text)
})

test('the id of a public client gives no token by itself', async () => {
  const { client_id } = client
  assertRefused(await ask({ grant_type: 'client_credentials', client_id }), [400, 401])
  const password = { grant_type: 'password', client_id, username: 'a@b.example', password: 'c' }
  assertRefused(await ask(password), [400, 401])
})

test('a public client cannot redeem or refresh what a confidential client was given', async () => {
  const browser = openBrowser(mint, redirect_uri)
  const path = authorizePath(mint, mint.demo.standard, { code_challenge: s256(verifier) })
  const code = codeFrom(await signInAndConsent(mint, browser, path, mint.demo.vocalcola.user))
  const { client_id } = client
  const form = { grant_type: 'authorization_code', code, redirect_uri, client_id }
  assertRefused(await ask({ ...form, code_verifier: verifier }), 400, 'invalid_grant')
})

test('a confidential client does not become public by leaving its secret out', async () => {
  const { client_id } = mint.demo.standard
  assertClean401(await ask({ grant_type: 'client_credentials', client_id }), 'invalid_client')
})

test('a public client rotates its refresh token and revokes its own family', async () => {
  const { client_id } = client
  const first = pairOf(await redeemWith(verifier))
  const refresh = { grant_type: 'refresh_token', refresh_token: first.refresh, client_id }
  const second = pairOf(await ask(refresh))
  assert.notEqual(second.refresh, first.refresh)
  const form = { token: second.refresh, client_id }
  assert.equal((await mint.request(mint.endpoints.revocation, { form })).status, 200)
  const again = { ...refresh, refresh_token: second.refresh }
  const dead = async () => (await ask(again)).status === 400
  await eventually(dead, 'the revoked refresh token is refused')
})

test('a public client cannot revoke the token of another client', async () => {
  const answer = await mint.request(mint.endpoints.token, {
    headers: { Authorization: authorizationOf(mint).standard },
    form: { grant_type: 'client_credentials' },
  })
  const token = answer.field('access_token')
  const form = { token, client_id: client.client_id }
  await mint.request(mint.endpoints.revocation, { form })
  assert.equal(await isActive(mint, authorizationOf(mint).standard, token), true)
})
