// What a passkey signed is good once, in the browser that asked for it; and whoever only found a
// browser open can neither add a passkey nor take one away (WebAuthn §13.4.3; ASVS 7.5.1).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  addPasskey,
  browserOf,
  formPost,
  isSignedIn,
  passkeyBrowser,
  signChallenge,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()
const { user } = mint.demo.vocalcola

const owner = passkeyBrowser(mint)
await addPasskey(mint, owner, user)

/** Another browser of the same person, with the same authenticator at hand. */
function another() {
  return { ...passkeyBrowser(mint), authenticator: owner.authenticator }
}

test('a passkey signs in, both factors at once', async () => {
  await switchSecondFactorOn(mint, owner.browser, user)
  const one = another()
  await one.browser.open('/sign-in')
  const signed = await signChallenge(one)
  const answer = await one.ask('/sign-in/passkey', { ...signed, return_to: '/account/passkeys' })
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.field('location'), '/account/passkeys')
  assert.match(String(answer.headers['set-cookie']), /mintmark_sign_in=mm_si_[^;]+;.*HttpOnly/)
})

test('of 64 who send what it signed at once, one is signed in, and nobody later', async () => {
  const one = another()
  await one.browser.open('/sign-in')
  const signed = await signChallenge(one)
  const answers = await Promise.all(
    Array.from({ length: 64 }, () => one.ask('/sign-in/passkey', signed)),
  )
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
  assert.equal((await one.ask('/sign-in/passkey', signed)).status, 403)
})

test('in another browser it is worth nothing', async () => {
  const [mine, thief] = [another(), another()]
  await mine.browser.open('/sign-in')
  await thief.browser.open('/sign-in')
  const { answer } = await signChallenge(mine)
  const csrf = await thief.token('/sign-in')
  assert.equal((await thief.ask('/sign-in/passkey', { csrf, answer })).status, 403)
})

test('a request that our page did not make is refused', async () => {
  const one = another()
  await one.browser.open('/sign-in')
  const signed = await signChallenge(one)
  const cookie = [...one.browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  for (const headers of [
    { Origin: 'https://evil.example' },
    { 'Sec-Fetch-Site': 'cross-site' },
    { Origin: 'null' },
  ]) {
    const init = { json: signed, headers: { Cookie: cookie, ...headers } }
    assert.equal((await mint.request('/sign-in/passkey', init)).status, 403)
  }
  const plain = { body: JSON.stringify(signed), headers: { 'Content-Type': 'text/plain' } }
  assert.ok((await mint.request('/sign-in/passkey', plain)).status >= 400)
  const { csrf: _, ...bare } = signed
  assert.equal((await one.ask('/sign-in/passkey', bare)).status, 403)
})

test('it leads only to places of ours', async () => {
  for (const away of ['https://evil.example/', '//evil.example', '/\\evil.example']) {
    const one = another()
    await one.browser.open('/sign-in')
    const signed = await signChallenge(one)
    const answer = await one.ask('/sign-in/passkey', { ...signed, return_to: away })
    assert.equal(answer.field('location'), '/account', away)
  }
})

test('adding or removing one takes the password, and ends all other sign-ins', async () => {
  const { operator } = mint.demo
  const [one, elsewhere] = [passkeyBrowser(mint), browserOf(mint)]
  await typePassword(mint, one.browser, operator)
  const csrf = await one.token('/account/passkeys')
  for (const password of ['', 'wrong', mint.demo.vocalcola.user.password]) {
    const answer = await one.ask('/account/passkeys/options', { csrf, password })
    assert.equal(answer.status, 403, answer.text)
  }
  await typePassword(mint, elsewhere, operator)
  await addPasskey(mint, one, operator)
  assert.equal(await isSignedIn(elsewhere), false)

  await typePassword(mint, elsewhere, operator)
  const page = await one.browser.open('/account/passkeys')
  const act = /value="(remove \d+)"/.exec(page.text)?.[1]
  const remove = (password: string) => one.browser.post(formPost(page, { password }, act))
  assert.equal((await remove('wrong')).status, 400)
  assert.ok(await isSignedIn(elsewhere))
  assert.equal((await remove(operator.password)).status, 200)
  assert.equal(await isSignedIn(elsewhere), false)
  const later = { ...passkeyBrowser(mint), authenticator: one.authenticator }
  await later.browser.open('/sign-in')
  const signed = await signChallenge(later)
  assert.equal((await later.ask('/sign-in/passkey', signed)).status, 403, 'it is gone')
})
