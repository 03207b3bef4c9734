// A verifier may not be guessed online: short or odd ones are refused even where their hash fits
// the challenge (RFC 7636 §4.1), and one wrong guess burns the code.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { codeFrom, openBrowser, signInAndConsent } from '../browser.ts'
import { authorizePath, holdCode, redeem, s256 } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const client = mint.demo.standard
const browser = openBrowser(mint, client.redirect_uri)

async function redeemWith(verifier: string) {
  const path = authorizePath(mint, client, { code_challenge: s256(verifier) })
  const url = await signInAndConsent(mint, browser, path, mint.demo.vocalcola.user)
  return redeem(mint, { client, code: codeFrom(url), verifier })
}

test('verifiers of 43 and of 128 unreserved characters are accepted', async () => {
  for (const verifier of ['-._~Az09'.padEnd(43, 'x'), 'z'.repeat(128)]) {
    const answer = await redeemWith(verifier)
    assert.equal(answer.status, 200, answer.text)
  }
})

const malformed: Readonly<Record<string, string>> = {
  'of 1 character': 'a',
  'of 42 characters': 'a'.repeat(42),
  'of 129 characters': 'a'.repeat(129),
  'with an é': `${'a'.repeat(50)}é`,
  'with a space': `${'a'.repeat(50)} b`,
  'with a line feed': `${'a'.repeat(50)}\n`,
}

for (const [name, verifier] of Object.entries(malformed)) {
  test(`a verifier ${name} is refused although its hash fits`, async () => {
    const answer = await redeemWith(verifier)
    assertRefused(answer, 400)
    assert.match(String(answer.json().error), /^invalid_(grant|request)$/)
  })
}

test('after one wrong verifier the right one no longer redeems the code', async () => {
  const held = await holdCode(mint)
  const wrong = await redeem(mint, held, { code_verifier: 'w'.repeat(43) })
  assertRefused(wrong, 400, 'invalid_grant')
  assertRefused(await redeem(mint, held), 400, 'invalid_grant')
})
