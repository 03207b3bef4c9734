// In which language a page speaks: what the client asks for, what the reader chose, what the
// browser prefers, in this order.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, openConsentPage } from '../browser.ts'
import { authorizePath } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()
const { standard, vocalcola } = mint.demo

async function languageAt(path: string, headers: Readonly<Record<string, string>> = {}) {
  const page = await mint.request(path, { headers })
  return /<html lang="([^"]*)"/.exec(page.text)?.[1]
}

test('without a wish the page is in English', async () => {
  assert.equal(await languageAt('/sign-in'), 'en')
  assert.equal(await languageAt('/sign-in', { 'Accept-Language': 'tlh, *;q=0.1' }), 'en')
})

test('the browser’s wishes count by their weights, and a region finds its language', async () => {
  const wishes: Readonly<Record<string, string>> = {
    de: 'de',
    'de-AT,en;q=0.5': 'de',
    'en;q=0.4, de;q=0.7': 'de',
    'fr, de;q=0.8, en;q=0.9': 'en',
    'de;q=0, en': 'en',
    'DE-CH': 'de',
    ';;,,q=': 'en',
  }
  for (const [wish, expected] of Object.entries(wishes)) {
    assert.equal(await languageAt('/sign-in', { 'Accept-Language': wish }), expected, wish)
  }
})

test('what the reader chose by the link outweighs the browser and is remembered', async () => {
  const browser = openBrowser(mint, standard.redirect_uri)
  const page = await browser.open('/sign-in')
  const link = /<a href="([^"]*)" lang="de"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&')
  assert.ok(link !== undefined, 'the page has a link to German')
  const german = await browser.open(link)
  assert.equal(german.path, '/sign-in')
  assert.match(german.text, /<html lang="de"/)
  assert.match(german.text, /<h1>Anmelden<\/h1>/)
  assert.match((await browser.open('/sign-in')).text, /<html lang="de"/)
  assert.match(browser.cookieLines.join('\n'), /mintmark_language=de;.*HttpOnly; SameSite=Lax/)
})

test('ui_locales of the client outweighs both, on every page of its way', async () => {
  const path = authorizePath(mint, standard, { ui_locales: 'fr-CA de-DE en' })
  assert.equal(await languageAt(path, { 'Accept-Language': 'en' }), 'de')
  const browser = openBrowser(mint, standard.redirect_uri)
  await browser.open('/language/en')
  const signIn = await browser.open(path)
  const failed = await browser.post({
    path: '/sign-in',
    fields: [...signIn.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)"/g)].map(
      ([, name = '', value = '']) => [name, value.replaceAll('&amp;', '&')] as const,
    ),
  })
  assert.equal(failed.status, 403)
  assert.match(failed.text, /Die E-Mail-Adresse oder das Passwort stimmt nicht\./)
  const consent = await openConsentPage(mint, browser, path, vocalcola.user, 'Zustimmen')
  assert.match(consent.text, /<html lang="de"/)
  assert.match(consent.text, /value="allow" class="primary">Zustimmen</)
})

test('the link changes the language also where the client named one', async () => {
  const browser = openBrowser(mint, standard.redirect_uri)
  const page = await browser.open(authorizePath(mint, standard, { ui_locales: 'de' }))
  const link = /<a href="([^"]*)" lang="en"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const english = await browser.open(link)
  assert.match(english.text, /<html lang="en"/)
  assert.equal(new URLSearchParams(english.path.split('?')[1]).get('state'), 'state-of-the-test')
})

test('a language link leads nowhere but back to a page of this server', async () => {
  for (const target of [
    'https://evil.example/',
    '//evil.example',
    '/\\evil.example',
    'javascript:',
  ]) {
    const query = new URLSearchParams({ return_to: target })
    const answer = await mint.request(`/language/de?${query}`)
    assert.equal(answer.headers.location, '/', target)
  }
  assert.equal((await mint.request('/language/tlh')).status, 404)
})

test('a refusal is told in the reader’s language', async () => {
  const path = `${mint.endpoints.authorization}?client_id=nobody`
  const page = await mint.request(path, { headers: { 'Accept-Language': 'de' } })
  assert.equal(page.status, 400)
  assert.match(page.text, /<h1>Diese Anwendung ist hier nicht bekannt<\/h1>/)
})

test('ui_locales counts on pages that only lead back to the request', async () => {
  const target = authorizePath(mint, standard, { ui_locales: 'de' })
  const path = `/sign-in?${new URLSearchParams({ return_to: target })}`
  assert.equal(await languageAt(path, { 'Accept-Language': 'en' }), 'de')
  const browser = openBrowser(mint, standard.redirect_uri)
  const page = await browser.open(path)
  const link = /<a href="([^"]*)" lang="en"/.exec(page.text)?.[1]?.replaceAll('&amp;', '&') ?? ''
  const english = await browser.open(link)
  assert.match(english.text, /<html lang="en"/)
  const [, query] = english.path.split('?')
  const back = new URLSearchParams(query).get('return_to') ?? ''
  assert.equal(new URLSearchParams(back.split('?')[1]).get('ui_locales'), 'en')
})
