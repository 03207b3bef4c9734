// A cookie that was in the browser before somebody signed in is worthless after it, one that waits
// for a second factor opens nothing, and no form of one browser can be sent by another (ASVS 7.2.4,
// 3.5.1).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, signInPost } from '../browser.ts'
import { manage } from '../flows/admin.ts'
import {
  browserOf,
  codeOf,
  formPost,
  isSignedIn,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import { authorizePath } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()
const { user } = mint.demo.vocalcola
const operator = mint.demo.operator
const SIGN_IN_COOKIE = 'mintmark_sign_in'

function withCookies(cookies: ReadonlyMap<string, string>) {
  const browser = browserOf(mint)
  for (const [name, value] of cookies) browser.cookies.set(name, value)
  return browser
}

test('a cookie that an attacker planted before the sign-in opens nothing after it', async () => {
  const attacker = browserOf(mint)
  await typePassword(mint, attacker, user)
  const planted = new Map(attacker.cookies)
  const victim = withCookies(planted)
  // The page shows who is signed in; the victim is somebody else, and signs out.
  const page = await victim.open('/account')
  await victim.post(formPost(page, { return_to: '/account' }))
  await typePassword(mint, victim, operator)
  assert.ok(await isSignedIn(victim))
  assert.notEqual(victim.cookies.get(SIGN_IN_COOKIE), planted.get(SIGN_IN_COOKIE))
  assert.equal(await isSignedIn(withCookies(planted)), false)
})

test('a cookie is a new one at each step, and that of the step before is over', async () => {
  const browser = browserOf(mint)
  await typePassword(mint, browser, user)
  const { secret } = await switchSecondFactorOn(mint, browser, user)
  await mint.advance(60)
  const pending = browserOf(mint)
  const step = await typePassword(mint, pending, user)
  assert.match(step.path, /^\/sign-in\/second-factor\?/)
  const half = new Map(pending.cookies)

  await test('half-way, it opens no page, no consent, no API and no console', async () => {
    assert.equal(await isSignedIn(pending), false)
    for (const path of ['/account/second-factor', '/account/passkeys', '/account/sign-ins']) {
      assert.match((await pending.open(path)).path, /^\/sign-in\?/, path)
    }
    const asked = await pending.open(authorizePath(mint, mint.demo.standard))
    assert.match(asked.text, /type="password"/)
    const cookie = [...pending.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const api = await mint.request('/admin/v1/me', { headers: { Cookie: cookie } })
    assert.equal(api.status, 401, api.text)
  })

  const code = await codeOf(mint, secret)
  await pending.post(formPost(step, { code }))
  assert.ok(await isSignedIn(pending))
  assert.notEqual(pending.cookies.get(SIGN_IN_COOKIE), half.get(SIGN_IN_COOKIE))
  const seen = withCookies(half)
  assert.equal(await isSignedIn(seen), false)
  assert.match((await seen.open('/sign-in/second-factor')).path, /^\/sign-in\?/)
})

test('a form of one browser is refused from another, at every step', async () => {
  const mine = browserOf(mint)
  const other = browserOf(mint)
  const page = await mine.open('/sign-in')
  await other.open('/sign-in')
  const post = signInPost(mint, page, operator)
  assert.ok(post !== undefined)
  assert.equal((await other.post(post)).status, 403)
  assert.equal((await openBrowser(mint, mint.demo.standard.redirect_uri).post(post)).status, 403)
  await mine.post(post)
  await typePassword(mint, other, operator)
  const [a, b] = [await mine.open('/account/password'), await other.open('/account/password')]
  const filled = { present: 'x', new_password: 'x', new_password_again: 'x' }
  assert.equal((await mine.post(formPost(b, filled))).status, 403)
  assert.equal((await other.post(formPost(a, filled))).status, 403)
})

test('a form that was opened before signing in cannot be sent after it', async () => {
  const browser = browserOf(mint)
  const before = signInPost(mint, await browser.open('/sign-in'), operator)
  assert.ok(before !== undefined)
  await browser.post(before)
  assert.equal((await browser.post(before)).status, 403)
})

test('a sign-in of somebody who is disabled is over at once', async () => {
  const browser = browserOf(mint)
  const { username: email, password } = mint.demo.envoy.non_admin
  await typePassword(mint, browser, { email, password })
  assert.ok(await isSignedIn(browser))
  const { data } = (await manage(mint, '/users?limit=100')).json()
  const found = (data as { id: string; email: string }[]).find((one) => one.email === email)
  const off = { method: 'PATCH', json: { enabled: false } }
  assert.equal((await manage(mint, `/users/${found?.id}`, off)).status, 200)
  assert.equal(await isSignedIn(browser), false)
})
