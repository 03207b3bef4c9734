// A second factor is no second door: guesses at it are counted with those at the password, before
// they are checked, a code is good once, and a stranger learns nothing of who has one (ASVS 6.3.1,
// 6.5.1, 6.3.8; RFC 6238 §5.2).
import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Browser, Page } from '../browser.ts'
import { envoyPassword } from '../flows/envoy.ts'
import {
  browserOf,
  codeOf,
  formPost,
  isSignedIn,
  switchSecondFactorOn,
  typePassword,
} from '../flows/people.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRetryAfter } from '../refusal.ts'
import { openFreshWindow } from '../windows.ts'

const mint = await mintForThisFile()
const { user } = mint.demo.vocalcola
const guessesPerMinute = 40
const guessesPerWave = 16
const browsers = 12

const owner = browserOf(mint)
await typePassword(mint, owner, user)
const { secret, recoveryCodes } = await switchSecondFactorOn(mint, owner, user)

interface Step {
  readonly browser: Browser
  readonly page: Page
}

/** A browser past the password, in a window of time in which nothing was guessed yet. */
async function openStep(): Promise<Step> {
  await openFreshWindow(mint)
  const browser = browserOf(mint)
  return { browser, page: await typePassword(mint, browser, user) }
}

const type = ({ browser, page }: Step, code: string) => browser.post(formPost(page, { code }))
const typeRecovery = ({ browser, page }: Step, code: string) =>
  browser.post(formPost(page, { recovery_code: code }))

test('many guesses at once are no more than the account takes in a window', async () => {
  const step = await openStep()
  const answers: Page[] = []
  for (let wave = 0; wave < 4; wave += 1) {
    const guesses = Array.from({ length: guessesPerWave }, (_, n) =>
      n % 2 === 0
        ? type(step, `${wave}${n}`.padStart(6, '0'))
        : typeRecovery(step, `aaaa-aaaa-aaaa-${wave}${100 + n}`),
    )
    answers.push(...(await Promise.all(guesses)))
  }
  const limited = answers.filter(({ status }) => status === 429)
  const least = answers.length - guessesPerMinute
  assert.ok(limited.length >= least, `${limited.length} were limited`)
  assert.ok(
    answers.every(({ status }) => status >= 400),
    'none of them is let in',
  )
  for (const answer of limited) assertRetryAfter(answer)
  assert.equal((await type(step, await codeOf(mint, secret))).status, 429, 'the right one waits')
  const again = await typePassword(mint, browserOf(mint), user)
  assert.equal(again.status, 429, 'and so does the password')
})

test('a code that was used is refused, in this browser and in any other', async () => {
  const [first, second] = [await openStep(), await openStep()]
  await mint.advance(60)
  const code = await codeOf(mint, secret)
  await type(first, code)
  assert.ok(await isSignedIn(first.browser))
  const replayed = await type(second, code)
  assert.equal(replayed.status, 403)
  assert.equal(await isSignedIn(second.browser), false)
  const older = await type(second, await codeOf(mint, secret, -1))
  assert.equal(older.status, 403, 'nor is one that is older')
})

test('of a dozen browsers with the same code at once, one is signed in', async () => {
  await openFreshWindow(mint)
  const steps: Step[] = []
  for (let i = 0; i < browsers; i += 1) {
    const browser = browserOf(mint)
    steps.push({ browser, page: await typePassword(mint, browser, user) })
  }
  await openFreshWindow(mint)
  const code = await codeOf(mint, secret)
  const answers = await Promise.all(steps.map((step) => type(step, code)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
})

test('of a dozen browsers with the same recovery code at once, one is signed in', async () => {
  const [code = ''] = recoveryCodes
  await openFreshWindow(mint)
  const steps: Step[] = []
  for (let i = 0; i < browsers; i += 1) {
    const browser = browserOf(mint)
    steps.push({ browser, page: await typePassword(mint, browser, user) })
  }
  await openFreshWindow(mint)
  const answers = await Promise.all(steps.map((step) => typeRecovery(step, code)))
  assert.equal(answers.filter(({ status }) => status === 200).length, 1)
})

test('without the password, whoever has a second factor is refused as anybody is', async () => {
  await openFreshWindow(mint)
  const refused = async (email: string) => {
    const browser = browserOf(mint)
    const page = await typePassword(mint, browser, { email, password: 'not the password of any' })
    assert.equal(page.status, 403)
    const text = page.text.replaceAll(email, 'EMAIL').replace(/value="[^"]*"/g, 'value')
    return { text, cookies: [...browser.cookies.keys()], path: page.path }
  }
  const nobody = await refused('nobody@demo.localhost')
  assert.deepEqual(await refused(user.email), nobody)
  assert.deepEqual(await refused(mint.demo.operator.email), nobody)
})

test('a program with the password alone gets nothing: the grant is no door beside it', async () => {
  await openFreshWindow(mint)
  const { username: email, password } = mint.demo.envoy
  assert.equal((await envoyPassword(mint)).status, 200)
  const browser = browserOf(mint)
  await typePassword(mint, browser, { email, password })
  await switchSecondFactorOn(mint, browser, { email, password })
  const [right, wrong] = [
    await envoyPassword(mint),
    await envoyPassword(mint, { username: email, password: 'a wrong one' }),
  ]
  assert.equal(right.status, wrong.status)
  assert.equal(right.text, wrong.text)
})

test('it goes off with the password and a code, and with neither alone', async () => {
  await openFreshWindow(mint)
  await mint.advance(60)
  const browser = browserOf(mint)
  const page = await typePassword(mint, browser, user)
  await browser.post(formPost(page, { code: await codeOf(mint, secret) }))
  await mint.advance(60)
  const own = await browser.open('/account/second-factor')
  const off = (password: string, code: string) =>
    browser.post(formPost(own, { password, code }, 'off'))
  const { password } = user
  assert.equal((await off('wrong', await codeOf(mint, secret))).status, 400)
  assert.equal((await off(password, '000000')).status, 400)
  assert.match((await browser.open('/account/second-factor')).text, /Switch it off/)
  const done = await off(password, await codeOf(mint, secret))
  assert.match(done.text, /Your second factor is off/)
  const fresh = browserOf(mint)
  await typePassword(mint, fresh, user)
  assert.ok(await isSignedIn(fresh))
})
