// Only our own console acts with a person's sign-in. What another site makes the browser send is
// refused though it bears the cookie, and changes nothing (ASVS 3.5.1).
import assert from 'node:assert/strict'
import type { OutgoingHttpHeaders } from 'node:http'
import { test } from 'node:test'
import { chromiumForThisFile } from '../chromium/chromium.ts'
import { otherSiteForThisFile } from '../chromium/other-site.ts'
import { createClient, manage } from '../flows/admin.ts'
import { personAsker } from '../management/actors.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
const chromium = await chromiumForThisFile(mint)
const site = await otherSiteForThisFile()
const { operator } = mint.demo
const person = await personAsker(mint, 'the operator', operator)
const again = await personAsker(mint, 'the operator elsewhere', operator)
const wanted = { dialect: 'standard', name: 'Forged' }

const clients = async () => (await manage(mint, '/clients')).text

const FORGERIES: Readonly<Record<string, OutgoingHttpHeaders>> = {
  'no token': { 'X-CSRF-Token': undefined },
  'an empty token': { 'X-CSRF-Token': '' },
  'a token of another sign-in': { 'X-CSRF-Token': again.csrfToken },
  'a token with a letter changed': { 'X-CSRF-Token': `${person.csrfToken.slice(0, -1)}~` },
  'the cookie for a token': { 'X-CSRF-Token': person.cookie },
  'a foreign origin': { Origin: 'https://evil.example' },
  'the origin null': { Origin: 'null' },
  'our host on another port': { Origin: `http://127.0.0.1:${mint.port + 1}` },
  'a cross-site fetch': { 'Sec-Fetch-Site': 'cross-site' },
  'a cross-site fetch without an origin': { Origin: undefined, 'Sec-Fetch-Site': 'cross-site' },
  'a fetch from a sibling host': { Origin: undefined, 'Sec-Fetch-Site': 'same-site' },
}

test('the console itself may', async () => {
  const answer = await person.ask('/admin/v1/clients', { json: { ...wanted, name: 'Meant' } })
  assert.equal(answer.status, 201, answer.text)
})

for (const [name, headers] of Object.entries(FORGERIES)) {
  test(`a change with ${name} is refused, whatever its method`, async () => {
    const { id } = await createClient(mint, { dialect: 'standard' })
    const before = await clients()
    for (const [method, path, json] of [
      ['POST', '/admin/v1/clients', wanted],
      ['PATCH', `/admin/v1/clients/${id}`, { name: 'Forged' }],
      ['DELETE', `/admin/v1/clients/${id}`, undefined],
      ['PUT', '/admin/v1/scopes/standard/forged', { description: 'Forged', resource: 'None' }],
    ] as const) {
      const sent = Object.fromEntries(
        Object.entries({
          Cookie: person.cookie,
          Origin: mint.baseUrl,
          'Sec-Fetch-Site': 'same-origin',
          'X-CSRF-Token': person.csrfToken,
          ...headers,
        }).filter(([, value]) => value !== undefined),
      )
      const answer = await mint.request(path, { method, headers: sent, ...(json && { json }) })
      assertRefused(answer, 403)
    }
    assert.equal(await clients(), before)
  })
}

test('another site reads nothing with the cookie', async () => {
  const headers = { Cookie: person.cookie, 'Sec-Fetch-Site': 'cross-site' }
  for (const path of ['/admin/v1/me', '/admin/v1/clients']) {
    assertRefused(await mint.request(path, { headers }), 403)
  }
})

test('a browser brings no change from another site or a neighbour on another port', async (t) => {
  const { foreign, neighbour, serve } = site
  const before = await clients()
  const json = JSON.stringify(wanted)
  for (const origin of [foreign, neighbour]) {
    const allow = { complaints: [/./], origins: [foreign, neighbour] }
    const page = await chromium.open(t, { as: operator, allow })
    const url = `${mint.baseUrl}/admin/v1/clients`
    for (const [how, html] of Object.entries({
      'a form as text': `<form method="post" enctype="text/plain" action="${url}">
        <input name='${json.slice(0, -1)},"x":"' value='"}'><button>Win a prize</button></form>`,
      'a plain form': `<form method="post" action="${url}">
        <input name="name" value="Forged"><button>Win a prize</button></form>`,
      'a multipart form': `<form method="post" enctype="multipart/form-data" action="${url}">
        <input name="name" value="Forged"><button>Win a prize</button></form>`,
    })) {
      serve(html)
      await page.goto(origin)
      const answered = page.waitForResponse(url)
      await page.getByRole('button').click()
      const status = (await answered).status()
      assert.ok([401, 403].includes(status), `${how} from ${origin}: ${status}`)
    }
    serve('Scripts of this site ask for things.')
    await page.goto(origin)
    for (const init of [
      { method: 'POST', mode: 'no-cors', body: json },
      { method: 'POST', mode: 'cors', body: json, headers: { 'X-CSRF-Token': person.csrfToken } },
      { method: 'DELETE', mode: 'cors' },
      { method: 'GET', mode: 'cors' },
    ]) {
      const asked = JSON.stringify({ ...init, credentials: 'include' })
      const read = await page.evaluate(
        `fetch(${JSON.stringify(url)}, ${asked}).then((answer) => answer.text(), () => '')`,
      )
      assert.equal(read, '', `${asked} from ${origin}`)
    }
  }
  assert.equal(await clients(), before)
})
