// Only the person at our consent page can agree. A request that another site makes the browser send
// is refused, though it carries the person's cookies (ASVS 3.5.1).
import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import { type Browser, consentPost, openBrowser, openConsentPage, type Post } from '../browser.ts'
import { createClient } from '../flows/admin.ts'
import { authorizePath } from '../flows/standard.ts'
import { mintForThisFile } from '../mint.ts'

const mint = await mintForThisFile()
const { user } = mint.demo.vocalcola
const { scopes, redirect_uri } = mint.demo.standard

interface Consent {
  readonly browser: Browser
  readonly post: Post
}

/** A client that the person never met, so that consent is asked for. */
async function openConsent(browser = openBrowser(mint, redirect_uri)): Promise<Consent> {
  const made = await createClient(mint, {
    dialect: 'standard',
    scopes,
    redirect_uris: [redirect_uri],
  })
  const path = authorizePath(mint, { ...made, redirect_uri, scopes })
  const page = await openConsentPage(mint, browser, path, user)
  const post = consentPost(mint, page, 'Allow')
  assert.ok(post !== undefined)
  return { browser, post }
}

async function assertForbidden(
  { browser, post }: Consent,
  headers: OutgoingHttpHeaders = {},
  body?: string,
) {
  const answer = await browser.post(post, headers, body)
  assert.equal(answer.status, 403, `${answer.leftFor} ${answer.text.slice(0, 300)}`)
  assert.equal(answer.headers.location, undefined)
  assert.doesNotMatch(answer.text, /[?&]code=/)
}

test('the page itself leads to a code', async () => {
  const { browser, post } = await openConsent()
  const answer = await browser.post(post)
  assert.match(answer.leftFor ?? '', /[?&]code=/)
})

test('a consent without what the page hid in its form is refused', async () => {
  const { browser, post } = await openConsent()
  const hidden = post.fields.filter(([, value]) => looksRandom(value))
  assert.ok(hidden.length > 0, 'the page hides a token in its form')
  for (const [name, value] of hidden) {
    const rest = post.fields.filter(([other]) => other !== name)
    const last = value.at(-1) === 'A' ? 'B' : 'A'
    for (const fields of [
      rest,
      [...rest, [name, ''] as const],
      [...rest, [name, value.slice(0, -1) + last] as const],
      [...rest, [name, 'A'.repeat(value.length)] as const],
    ]) {
      await assertForbidden({ browser, post: { ...post, fields } })
    }
  }
})

test('a consent with the token of another visit is refused', async () => {
  const mine = await openConsent()
  const other = await openConsent()
  await assertForbidden({ browser: mine.browser, post: other.post })
})

test('a consent without the cookies of the person is refused', async () => {
  const { post } = await openConsent()
  await assertForbidden({ browser: openBrowser(mint, redirect_uri), post })
})

const foreign: Readonly<Record<string, OutgoingHttpHeaders>> = {
  'a foreign origin': { Origin: 'https://evil.example' },
  'the origin null': { Origin: 'null' },
  'an origin that begins as ours': { Origin: `${mint.baseUrl}.evil.example` },
  'our host on another port': { Origin: `http://127.0.0.1:${mint.port + 1}` },
  'our host by https': { Origin: mint.baseUrl.replace('http:', 'https:') },
  'a cross-site fetch': { 'Sec-Fetch-Site': 'cross-site' },
  'a cross-site fetch without an origin': { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' },
  'a same-site fetch from a sibling host': { Origin: undefined, 'Sec-Fetch-Site': 'same-site' },
}

for (const [name, headers] of Object.entries(foreign)) {
  test(`a consent with ${name} is refused`, async () => {
    await assertForbidden(await openConsent(), headers)
  })
}

test('a consent in a body type that any site may send without asking is refused', async () => {
  for (const type of ['text/plain', 'application/json', 'multipart/form-data; boundary=b']) {
    const consent = await openConsent()
    const { browser, post } = consent
    const headers = { 'Content-Type': type, Origin: undefined, 'Sec-Fetch-Site': undefined }
    const answer = await browser.post(post, headers)
    assert.ok([400, 403, 415].includes(answer.status), `${type}: ${answer.status}`)
    assert.equal(answer.headers.location, undefined)
  }
})

test('a consent by GET is refused', async () => {
  const { browser, post } = await openConsent()
  const query = new URLSearchParams(post.fields.map(([name, value]) => [name, value]))
  const page = await browser.open(`${post.path}${post.path.includes('?') ? '&' : '?'}${query}`)
  assert.doesNotMatch(page.leftFor ?? '', /[?&]code=/)
})

test('the cookies of a person are kept from scripts and from other sites', async () => {
  const { browser } = await openConsent()
  assert.ok(browser.cookieLines.length > 0)
  for (const line of browser.cookieLines) {
    assert.match(line, /;\s*HttpOnly/i)
    assert.match(line, /;\s*SameSite=(Lax|Strict)/i)
  }
})

function looksRandom(value: string): boolean {
  return /^[\w.-]{16,}$/.test(value) && new Set(value).size > 8 && !value.startsWith('http')
}
