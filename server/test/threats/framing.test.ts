// No page of ours can be laid invisibly over another site, so that a click on it agrees unseen.
// The header stands on every response, since any of them might be the one that is framed.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, openConsentPage } from '../browser.ts'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { otherSiteForThisFile } from '../chromium/other-site.ts'
import { createClient } from '../flows/admin.ts'
import { authorizePath, clientCredentials } from '../flows/standard.ts'
import { eightByEight } from '../flows/vendors.ts'
import { consentPath } from '../flows/vocalcola.ts'
import { mintForThisFile } from '../mint.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const site = await otherSiteForThisFile()

function assertNotFramed(name: string, { headers, status }: Answer) {
  const policy = String(headers['content-security-policy'] ?? '')
  assert.match(policy, /frame-ancestors 'none'/, `${name} (${status}): ${policy}`)
  assert.match(String(headers['x-frame-options'] ?? ''), /^DENY$/i, `${name} (${status})`)
  assert.equal(headers['x-content-type-options'], 'nosniff', name)
}

test('every response forbids to be framed', async () => {
  const { token, jwks } = mint.endpoints
  const answers: Readonly<Record<string, Promise<Answer>>> = {
    'the sign-in page': mint.request(authorizePath(mint, mint.demo.standard)),
    'the VocalCola page': mint.request(consentPath(mint.demo.vocalcola)),
    'an error page': mint.request(`${mint.endpoints.authorization}?client_id=nobody`),
    'an unknown path': mint.request('/no/such/path'),
    'the metadata': mint.request('/.well-known/oauth-authorization-server'),
    'the keys': mint.request(jwks),
    liveness: mint.request('/livez'),
    readiness: mint.request('/readyz'),
    'the metrics': mint.request('/metrics'),
    'a token': clientCredentials(mint),
    'a refused token': mint.request(token, { form: {} }),
    'a wrong method': mint.request(token, { method: 'DELETE' }),
    'a broken body': mint.request('/user/v1/embedded/login/', {
      body: '{',
      headers: { 'Content-Type': 'application/json' },
    }),
    'a refused resource': mint.request('/v1/locations'),
    'the management API': mint.request('/admin/v1/clients'),
  }
  for (const [name, answer] of Object.entries(answers)) assertNotFramed(name, await answer)
})

test('the consent page forbids to be framed and to be read by a cache', async () => {
  const { scopes, redirect_uri } = mint.demo.standard
  const request = { dialect: 'standard', scopes, redirect_uris: [redirect_uri] }
  const client = { ...(await createClient(mint, request)), scopes, redirect_uri }
  const browser = openBrowser(mint, redirect_uri)
  const { user } = mint.demo.vocalcola
  const page = await openConsentPage(mint, browser, authorizePath(mint, client), user)
  assertNotFramed('the consent page', page)
  assert.match(String(page.headers['cache-control']), /no-store/)
  assert.match(String(page.headers['referrer-policy']), /no-referrer|same-origin|strict-origin/)
})

test('the agent page, made for frames, draws no power from the browser that shows it', async () => {
  const token = (await eightByEight(mint)).field('auth_token')
  const user = mint.demo.eight_by_eight.agent_email
  const path = `/?${new URLSearchParams({ user, token })}`
  const page = await mint.request(path)
  assert.equal(page.status, 200)
  assert.match(String(page.headers['content-security-policy']), /frame-ancestors /)
  // Who frames it holds its token already: there is no cookie of the person to abuse.
  assert.equal(page.headers['set-cookie'], undefined)
  assert.match(String(page.headers['referrer-policy']), /no-referrer/)
  const withoutToken = await mint.request(`/?${new URLSearchParams({ user })}`)
  assertNotFramed('the page without a token', withoutToken)
})

const FRAMED = /frame-ancestors|X-Frame-Options|status of 40\d/i

test('a browser frames no page of ours in another site, but the agent page', async (t) => {
  const { vocalcola, standard, eight_by_eight } = mint.demo
  const token = (await eightByEight(mint)).field('auth_token')
  const agent = `/?${new URLSearchParams({ user: eight_by_eight.agent_email, token })}`
  const { foreign, neighbour, serve } = site
  for (const [who, paths] of [
    [undefined, ['/', '/sign-in', authorizePath(mint, standard), consentPath(vocalcola)]],
    [vocalcola.user, [consentPath(vocalcola), authorizePath(mint, standard), '/account']],
    [mint.demo.operator, ['/console/', '/admin/v1/clients', '/admin/v1/reference']],
  ] as const) {
    const allow = { complaints: [FRAMED], origins: [foreign, neighbour] }
    const page = await chromium.open(t, { as: who, allow })
    for (const path of [...paths, agent]) {
      for (const origin of [foreign, neighbour]) {
        serve(`<iframe src="${mint.baseUrl}${path.replaceAll('&', '&amp;')}"></iframe>`)
        await page.goto(origin)
        const inside = page.frames()[1]
        assert.ok(inside !== undefined, `${path} has no frame`)
        const shown = await inside.evaluate('document.body.innerText').then(String, () => '')
        if (path === agent) assert.match(shown, /Signed in|agent/i)
        else assert.ok(inside.url().startsWith('chrome-error:'), `${path} is shown: ${shown}`)
      }
    }
  }
})
