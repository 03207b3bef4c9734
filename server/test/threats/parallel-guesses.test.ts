// Guesses are counted before they are checked: sent all at once, no more of them reach the password
// than sent one by one, whichever door they come through (ASVS 6.3.1, 15.4.2).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, signInPost } from '../browser.ts'
import { createClient, manage } from '../flows/admin.ts'
import { envoyPassword } from '../flows/envoy.ts'
import { authorizePath } from '../flows/standard.ts'
import { introspect } from '../flows/tokens.ts'
import { vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused, assertRetryAfter } from '../refusal.ts'
import { openFreshWindow } from '../windows.ts'
import { basic } from '../wire.ts'

const mint = await mintForThisFile()
const guessesPerMinute = 40
const secretsPerMinute = 100
const keysPerMinute = 300

function guessInParallel(username: string, count: number) {
  const guess = (_: unknown, n: number) => envoyPassword(mint, { username, password: `guess ${n}` })
  return Promise.all(Array.from({ length: count }, guess))
}

test('of 100 parallel guesses at one account at most 40 are checked, the rest wait', async () => {
  const { username } = mint.demo.envoy
  await openFreshWindow(mint)
  const answers = await guessInParallel(username, 100)
  const checked = answers.filter((answer) => answer.status === 401)
  const limited = answers.filter((answer) => answer.status === 429)
  assert.equal(checked.length + limited.length, 100)
  assert.ok(checked.length <= guessesPerMinute, `${checked.length} guesses were checked`)
  for (const answer of limited) {
    assertRefused(answer, 429)
    assertRetryAfter(answer)
  }
  await openFreshWindow(mint)
  assert.equal((await envoyPassword(mint)).status, 200, 'the account opens again')
})

test('guesses at one account do not shut out another', async () => {
  await openFreshWindow(mint)
  await guessInParallel(mint.demo.envoy.non_admin.username, 60)
  assert.equal((await envoyPassword(mint)).status, 200)
})

test('another spelling of the address is no fresh set of guesses', async () => {
  const { username, password } = mint.demo.envoy
  await openFreshWindow(mint)
  await guessInParallel(username, 60)
  for (const spelling of [username.toUpperCase(), ` ${username}`, `${username} `]) {
    const answer = await envoyPassword(mint, { username: spelling, password })
    assert.notEqual(answer.status, 200, JSON.stringify(spelling))
  }
})

test('guesses spent at the token endpoint are spent at the sign-in page too', async () => {
  const { username, password } = mint.demo.envoy
  await openFreshWindow(mint)
  await guessInParallel(username, 60)
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const page = await browser.open(authorizePath(mint, mint.demo.standard))
  const post = signInPost(mint, page, { email: username, password })
  assert.ok(post !== undefined)
  const answer = await browser.post(post)
  assert.equal(answer.status, 429, answer.text.slice(0, 300))
  assertRetryAfter(answer)
})

test('guesses at a client secret are limited, and share one count at every endpoint', async () => {
  const victim = await createClient(mint, { dialect: 'vonage', scopes: ['stats'] })
  const guess = (_: unknown, n: number) =>
    vonage(mint, 'stats', { client_id: victim.client_id, client_secret: `guess${n}` })
  const answers = await Promise.all(Array.from({ length: secretsPerMinute + 40 }, guess))
  const limited = answers.filter((answer) => answer.status === 429)
  assert.ok(limited.length >= 40, `${limited.length} of them were limited`)
  for (const answer of limited) assertRetryAfter(answer)

  const elsewhere = await introspect(mint, basic(victim.client_id, 'guess'), 'token')
  assertRefused(elsewhere, 429)
  assert.equal((await vonage(mint)).status, 200, 'another client is served')
})

test('guesses at API and management keys are limited, and good keys go on working', async () => {
  await openFreshWindow(mint)
  const guess = (_: unknown, n: number) => {
    const headers = { Authorization: `Bearer mm_mk_${n}_guess` }
    return n % 2 === 0
      ? mint.request('/admin/v1/clients', { headers })
      : mint.request('//api/v1/tokens', { method: 'POST', headers })
  }
  const answers = await Promise.all(Array.from({ length: keysPerMinute + 60 }, guess))
  const limited = answers.filter((answer) => answer.status === 429)
  assert.ok(limited.length >= 60, `${limited.length} of them were limited`)
  for (const answer of limited) assertRetryAfter(answer)
  await openFreshWindow(mint)
  assert.equal((await manage(mint, '/clients')).status, 200)
})
