// A link by which a password is set is used once, by one of any number of people who have it, and a
// second factor is asked for all the same. There is no default password: who begins does so by a
// link that the server prints, and by the newest alone (ASVS 6.4.1, 6.4.4, 15.4.2).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser } from '../browser.ts'
import {
  browserOf,
  formPost,
  isSignedIn,
  operatorLink,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()
const { operator } = mint.demo

const typed = (password: string) => ({ new_password: password, new_password_again: password })

async function openLink(link: string, browser: Browser = browserOf(mint)) {
  return { browser, page: await browser.open(link) }
}

test('of eight browsers with the same link at once, one sets the password', async () => {
  const link = await operatorLink(mint)
  const opened = []
  // Each computes a hash; the store's own suite lets 64 race for the one statement behind it.
  for (let i = 0; i < 8; i += 1) opened.push(await openLink(link))
  const answers = await Promise.all(
    opened.map(({ browser, page }, i) =>
      browser.post(formPost(page, typed(`a different lantern for ${i}`))),
    ),
  )
  const won = answers.flatMap(({ status }, i) => (status === 410 ? [] : [i]))
  assert.equal(won.length, 1, answers.map(({ status }) => status).join())
  const signedIn = await Promise.all(opened.map(({ browser }) => isSignedIn(browser)))
  assert.deepEqual(
    signedIn.flatMap((is, i) => (is ? [i] : [])),
    won,
  )
  const fresh = browserOf(mint)
  const password = `a different lantern for ${won[0]}`
  await typePassword(mint, fresh, { email: operator.email, password })
  assert.ok(await isSignedIn(fresh))
  assert.equal((await openLink(link)).page.status, 410, 'it is used up')
})

test('the token leaves the address before anything is shown, and no page repeats it', async () => {
  const link = await operatorLink(mint)
  const first = await mint.request(link)
  assert.equal(first.status, 303)
  assert.equal(first.headers.location, '/welcome')
  assert.match(String(first.headers['set-cookie']), /HttpOnly/)
  assert.match(String(first.headers['set-cookie']), /SameSite=Lax/)
  const { page } = await openLink(link)
  assert.equal(page.path, '/welcome')
  const token = new URLSearchParams(link.split('?')[1]).get('token') ?? ''
  assert.ok(token.startsWith('mm_iv_') && !page.text.includes(token))
})

test('a newer link takes the place of the one before, as does a new password', async () => {
  const older = await openLink(await operatorLink(mint))
  const newer = await openLink(await operatorLink(mint))
  const refused = await older.browser.post(formPost(older.page, typed('tall copper lantern')))
  assert.equal(refused.status, 410)
  await newer.browser.post(formPost(newer.page, typed('tall copper lantern')))
  assert.ok(await isSignedIn(newer.browser))

  const waiting = await openLink(await operatorLink(mint))
  const person = { email: operator.email, password: 'tall copper lantern' }
  const browser = browserOf(mint)
  await typePassword(mint, browser, person)
  const page = await browser.open('/account/password')
  await browser.post(formPost(page, { present: person.password, ...typed('wide brass bucket') }))
  const late = await waiting.browser.post(formPost(waiting.page, typed('thin iron bridges')))
  assert.equal(late.status, 410)
})

test('a link that has expired, is incomplete or was made up is refused alike', async () => {
  const link = await operatorLink(mint)
  const wrong = [link.slice(0, -1), link.replace('mm_iv_', 'mm_si_'), '/welcome', '/setup']
  for (const one of wrong) assert.equal((await openLink(one)).page.status, 410, one)
  const setup = link.replace('/welcome', '/setup')
  assert.equal((await openLink(setup)).page.status, 410, 'it makes no operator')
  await mint.advance(7 * 86_400)
  assert.equal((await openLink(link)).page.status, 410)
})

test('a poor password is refused in words that help, and uses nothing up', async () => {
  const { browser, page } = await openLink(await operatorLink(mint))
  const { email } = operator
  for (const [typedNow, words] of [
    [typed('short one'), /at least 12 characters/],
    [typed(email), /your e-mail address/],
    [typed('Password12345!'), /first that are guessed/],
    [{ ...typed('tall copper lantern'), new_password_again: 'x' }, /not the same/],
  ] as const) {
    const answer = await browser.post(formPost(page, typedNow))
    assert.equal(answer.status, 400)
    assert.match(answer.text, words)
  }
  await browser.post(formPost(page, typed('green wooden ladders')))
  assert.ok(await isSignedIn(browser))
})

test('whoever has a second factor gives it after a new password too', async () => {
  const person = { email: operator.email, password: 'green wooden ladders' }
  const browser = browserOf(mint)
  await typePassword(mint, browser, person)
  await switchSecondFactorOn(mint, browser, person)
  const invited = await openLink(await operatorLink(mint))
  const step = await invited.browser.post(formPost(invited.page, typed('round paper planets')))
  assert.match(step.path, /^\/sign-in\/second-factor\?/)
  assert.equal(await isSignedIn(invited.browser), false)

  const lost = await openLink(await operatorLink(mint, '--reset-second-factor'))
  await lost.browser.post(formPost(lost.page, typed('seven quiet harbours')))
  assert.ok(await isSignedIn(lost.browser), 'the factor that was lost is taken away')
})
