// A person's own account: a password changed ends every other sign-in, and any sign-in can be ended
// from any other; nobody reaches what is somebody else's.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { buttonPost, openBrowser, signInPost } from '../browser.ts'
import type { Person } from '../demo.ts'
import { browserOf, newPerson, pressed } from '../flows/account.ts'
import { manage } from '../flows/admin.ts'
import { mintForThisFile } from '../mint.ts'
import { openFreshWindow } from '../windows.ts'

const LIMIT = 8
const mint = await mintForThisFile({
  env: { MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: `${LIMIT}` },
})
const PASSWORD = '/account/password'
const SIGN_INS = '/account/sign-ins'
const FRESH = 'three other words together'

type Opened = Awaited<ReturnType<typeof browserOf>>

async function change(browser: Opened, present: string, fresh: string, repeated = fresh) {
  const page = await browser.open(PASSWORD)
  const post = buttonPost(mint, page, 'Change password', {
    present,
    new_password: fresh,
    new_password_again: repeated,
  })
  assert.ok(post !== undefined, page.text)
  return browser.post(post)
}

async function isSignedIn(browser: Opened): Promise<boolean> {
  return (await browser.open('/account')).path === '/account'
}

async function canSignIn(person: Person): Promise<boolean> {
  const browser = openBrowser(mint, mint.demo.standard.redirect_uri)
  const post = signInPost(mint, await browser.open('/sign-in'), person)
  return post !== undefined && (await browser.post(post)).status === 200
}

test('the overview greets its owner, tells what there is, and leads to every page', async () => {
  const browser = await browserOf(mint, await newPerson(mint, 'Ada Lovelace'))
  const { text } = await browser.open('/account')
  assert.match(text, /Hello, <bdi>Ada Lovelace<\/bdi>/)
  for (const place of ['agreements', 'password', 'sign-ins', 'second-factor', 'passkeys']) {
    assert.ok(text.includes(`href="/account/${place}"`), place)
  }
  assert.doesNotMatch(text, /href="\/console"/)
  const operator = await browserOf(mint, mint.demo.operator)
  assert.match((await operator.open('/account')).text, /href="\/console"/)
})

test('a changed password is the only one, and every other browser is signed out', async () => {
  const person = await newPerson(mint)
  const [here, there] = [await browserOf(mint, person), await browserOf(mint, person)]
  const page = await change(here, person.password, FRESH)
  assert.equal(page.path, `${PASSWORD}?done=yes`)
  assert.match(page.text, /role="status">Your password is changed/)
  assert.equal(await isSignedIn(here), true)
  assert.equal(await isSignedIn(there), false)
  assert.equal(await canSignIn(person), false)
  assert.equal(await canSignIn({ ...person, password: FRESH }), true)
})

test('a password is changed with the present one and twice a good new one only', async () => {
  const person = await newPerson(mint)
  const browser = await browserOf(mint, person)
  const wrong: readonly (readonly [string, string, string, RegExp])[] = [
    ['not it at all', FRESH, FRESH, /The present password is not right\./],
    [person.password, FRESH, `${FRESH}.`, /The two are not the same\./],
    [person.password, person.password, person.password, /This is the present one\./],
    [person.password, 'short', 'short', /it must have at least 8 characters\./],
    [person.password, 'password123', 'password123', /among the first that are guessed\./],
    [person.password, person.email, person.email, /This is your e-mail address\./],
  ]
  for (const [present, fresh, repeated, words] of wrong) {
    const page = await change(browser, present, fresh, repeated)
    assert.equal(page.status, 400)
    assert.match(page.text, words)
    for (const typed of [present, fresh]) {
      assert.ok(typed === person.email || !page.text.includes(`value="${typed}"`), 'echoed')
    }
  }
  assert.equal(await canSignIn(person), true)
})

test('wrong present passwords are counted with those at the sign-in', async () => {
  const person = await newPerson(mint)
  const browser = await browserOf(mint, person)
  await openFreshWindow(mint)
  let refused = 0
  for (let tries = 0; tries <= LIMIT && refused === 0; tries += 1) {
    const page = await change(browser, `guess ${tries}`, FRESH)
    if (page.status === 429) {
      refused = page.status
      assert.match(String(page.headers['retry-after']), /^\d+$/)
      assert.match(page.text, /Try again in \d+ (?:second|minute)s?\./)
    }
  }
  assert.equal(refused, 429)
})

test('where somebody is signed in is told by browser, and one can be ended', async () => {
  const person = await newPerson(mint)
  const [here, there] = [await browserOf(mint, person), await browserOf(mint, person)]
  const { text } = await here.open(SIGN_INS)
  assert.equal(text.match(/<article/g)?.length, 2)
  assert.equal(text.match(/class="badge">This browser/g)?.length, 1)
  assert.ok(text.includes('127.0.0.1'))
  const ended = await here.post(pressed(mint, await here.open(SIGN_INS), 'Sign out there'))
  assert.match(ended.text, /role="status">Signed out there\./)
  assert.equal(await isSignedIn(there), false)
  assert.equal(await isSignedIn(here), true)
})

test('all others can be ended together', async () => {
  const person = await newPerson(mint)
  const here = await browserOf(mint, person)
  const others = [await browserOf(mint, person), await browserOf(mint, person)]
  await here.post(pressed(mint, await here.open(SIGN_INS), 'Sign out everywhere else'))
  for (const other of others) assert.equal(await isSignedIn(other), false)
  assert.equal(await isSignedIn(here), true)
  assert.doesNotMatch((await here.open(SIGN_INS)).text, /everywhere else/)
})

test('a sign-in of somebody else is as unknown as one that never was', async () => {
  const [mine, theirs] = [await newPerson(mint), await newPerson(mint)]
  const [here, second] = [await browserOf(mint, mine), await browserOf(mint, mine)]
  const foreign = await browserOf(mint, theirs)
  const elsewhere = await browserOf(mint, theirs)
  const post = pressed(mint, await here.open(SIGN_INS), 'Sign out there')
  const id = /name="end" value="(\d+)"/.exec((await foreign.open(SIGN_INS)).text)?.[1] ?? ''
  assert.match(id, /^\d+$/)
  for (const end of [id, '999999', 'x', '']) {
    const fields = post.fields.map(([name, value]) => [name, name === 'end' ? end : value] as const)
    assert.equal((await here.post({ ...post, fields })).status, 404, end)
  }
  for (const browser of [foreign, elsewhere, second]) assert.equal(await isSignedIn(browser), true)
})

test('no form of the account is taken from another site, or without its token', async () => {
  const person = await newPerson(mint)
  const [here, there] = [await browserOf(mint, person), await browserOf(mint, person)]
  const post = pressed(mint, await here.open(SIGN_INS), 'Sign out everywhere else')
  const evil = { Origin: 'https://evil.example', 'Sec-Fetch-Site': 'cross-site' }
  assert.equal((await here.post(post, evil)).status, 403)
  assert.equal((await here.post({ ...post, fields: [['end', 'others']] })).status, 403)
  assert.equal((await there.post(post)).status, 403, 'another browser’s token')
  assert.equal((await here.post({ ...post, path: PASSWORD })).status, 403, 'another form’s token')
  assert.equal(await isSignedIn(there), true)
})

test('each page forbids to be framed and kept', async () => {
  const browser = await browserOf(mint, await newPerson(mint))
  for (const path of ['/account', '/account/agreements', PASSWORD, SIGN_INS]) {
    const { headers } = await browser.open(path)
    assert.match(String(headers['content-security-policy']), /frame-ancestors 'none'/, path)
    assert.match(String(headers['content-security-policy']), /default-src 'none'/, path)
    assert.equal(headers['cache-control'], 'no-store', path)
  }
})

test('what changed stands in the audit record', async () => {
  const person = await newPerson(mint)
  const browser = await browserOf(mint, person)
  await change(browser, person.password, FRESH)
  for (const action of ['password.change', 'sign_in']) {
    const { data } = (await manage(mint, `/audit-events?action=${action}&limit=5`)).json()
    assert.ok(Array.isArray(data) && data.length > 0, action)
  }
})
