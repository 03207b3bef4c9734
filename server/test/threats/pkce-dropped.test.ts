// PKCE protects only if neither half can be left out: a challenge binds the code to a verifier, and
// a code without a challenge must not exist or must not be redeemable (RFC 9700 §2.1.1).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeFrom, openBrowser, signInAndConsent } from '../browser.ts'
import { authorizePath, holdCode, redeem, requestToken, s256 } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const client = mint.demo.standard
const verifier = 'a-verifier-that-is-long-enough-for-the-standard'

test('a code with a challenge is refused without the verifier, and burnt by the try', async () => {
  const held = await holdCode(mint)
  const { redirect_uri } = client
  const form = { grant_type: 'authorization_code', code: held.code, redirect_uri }
  assertRefused(await requestToken(mint, form), 400, 'invalid_grant')
  assertRefused(await redeem(mint, held), 400, 'invalid_grant')
})

test('an empty verifier is no verifier', async () => {
  const held = await holdCode(mint)
  const answer = await redeem(mint, held, { code_verifier: '' })
  assertRefused(answer, 400)
  assert.match(String(answer.json().error), /^invalid_(grant|request)$/)
})

test('a verifier cannot be added to a code that was asked for without a challenge', async () => {
  const without = { code_challenge: undefined, code_challenge_method: undefined }
  const url = await authorize(without)
  const error = url.searchParams.get('error')
  if (error !== null) {
    assert.equal(error, 'invalid_request')
    assert.equal(url.searchParams.get('code'), null)
    return
  }
  const answer = await redeem(mint, { client, code: codeFrom(url), verifier })
  assertRefused(answer, 400, 'invalid_grant')
})

const badChallenges: Readonly<Record<string, Readonly<Record<string, string | undefined>>>> = {
  'the plain method': { code_challenge: verifier, code_challenge_method: 'plain' },
  'no method, which means plain': { code_challenge: verifier, code_challenge_method: undefined },
  'an unknown method': { code_challenge: s256(verifier), code_challenge_method: 's256' },
  'an empty challenge': { code_challenge: '' },
  'a challenge of 42 characters': { code_challenge: s256(verifier).slice(1) },
  'a challenge of other characters': { code_challenge: `${s256(verifier).slice(1)}=` },
}

for (const [name, parameters] of Object.entries(badChallenges)) {
  test(`an authorization request with ${name} is refused`, async () => {
    const url = await authorize(parameters)
    assert.equal(url.searchParams.get('error'), 'invalid_request', `${url}`)
    assert.equal(url.searchParams.get('code'), null)
    assert.equal(url.searchParams.get('state'), 'state-of-the-test')
  })
}

function authorize(parameters: Readonly<Record<string, string | undefined>>): Promise<URL> {
  const browser = openBrowser(mint, client.redirect_uri)
  const path = authorizePath(mint, client, parameters)
  return signInAndConsent(mint, browser, path, mint.demo.vocalcola.user)
}
