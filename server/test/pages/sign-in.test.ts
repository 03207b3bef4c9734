// Who is sent here by a client is told by whom and what for, also after a wrong password, and can
// turn back.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, openConsentPage, signInPost } from '../browser.ts'
import { newPerson, pressed } from '../flows/account.ts'
import { authorizePath } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()
const { standard, vocalcola } = mint.demo
const open = () => openBrowser(mint, standard.redirect_uri)

test('a wrong password leaves the client and its scopes on the page', async () => {
  const browser = open()
  const first = await browser.open(authorizePath(mint, standard))
  const post = signInPost(mint, first, { ...vocalcola.user, password: 'not this one' })
  assert.ok(post !== undefined)
  const again = await browser.post(post)
  assert.equal(again.status, 403)
  for (const page of [first, again]) {
    assert.match(page.text, /to continue to <strong><bdi>/)
    for (const scope of standard.scopes) assert.ok(page.text.includes(scope), scope)
  }
  const right = signInPost(mint, again, vocalcola.user)
  assert.ok(right !== undefined)
  assert.match((await browser.post(right)).text, />Allow</)
})

test('turning back tells the client that access was denied, with its state', async () => {
  const { text } = await mint.request(authorizePath(mint, standard))
  const back = /<a href="([^"]*)">\s*Back to/.exec(text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  assert.ok(back.startsWith(standard.redirect_uri), back)
  const query = new URL(back).searchParams
  assert.equal(query.get('error'), 'access_denied')
  assert.equal(query.get('state'), 'state-of-the-test')
  assert.equal(query.get('code'), null)
})

test('a request that is no good any more is no reason to fail at the sign-in', async () => {
  const browser = open()
  const page = await browser.open(authorizePath(mint, standard))
  const post = signInPost(mint, page, { ...vocalcola.user, password: 'not this one' })
  assert.ok(post !== undefined)
  for (const target of [`${mint.endpoints.authorization}?client_id=nobody`, '/nowhere', '//x']) {
    const fields = post.fields.map(
      ([name, value]) => [name, name === 'return_to' ? target : value] as const,
    )
    const answer = await browser.post({ ...post, fields })
    assert.equal(answer.status, 403)
    assert.doesNotMatch(answer.text, /to continue to/)
  }
})

test('consent tells how long it lasts, where to undo it, and offers another account', async () => {
  const browser = open()
  const person = await newPerson(mint)
  const path = authorizePath(mint, standard)
  const page = await openConsentPage(mint, browser, path, person)
  assert.match(page.text, /<dt>The permission lasts<\/dt><dd>30 days<\/dd>/)
  assert.match(page.text, /<a href="\/account\/agreements">My apps<\/a>/)
  assert.ok(page.text.includes(person.email))
  const other = await browser.post(pressed(mint, page, 'Use another account'))
  assert.equal(other.path, path)
  assert.match(other.text, /<h1>Sign in<\/h1>/)
})
