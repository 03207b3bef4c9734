// What no column can hold, such as a NUL in a text or a number beyond all ids, is refused or not
// found, at every door that takes it. It is no fault of the server, whatever store stands behind.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { openBrowser, signInPost } from '../browser.ts'
import type { Person } from '../demo.ts'
import { createClient } from '../flows/admin.ts'
import { clientCredentials } from '../flows/standard.ts'
import { bearer, eightByEight, vocera, vonage } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import { assertNoStack } from '../refusal.ts'
import type { Answer, Init } from '../wire.ts'
import { basic } from '../wire.ts'

const mint = await mintForThisFile()
const { demo } = mint
const TEXTS = ['\0', 'a\0b', '\ud800', '\udfff\0', '\u{1f600}', "' or 1=1 --", '%', '\\', '\x7f']
const NUMBERS = [2 ** 31, 2 ** 53, 2 ** 63, 1e20, 1e308, -1, -(2 ** 63), 0.5, 1e-7]
const DIGITS = ['2147483648', '9007199254740993', '9223372036854775808', '1e9', '-1', '0x1', '%00']
const VALUES: readonly unknown[] = [...TEXTS, ...NUMBERS]

/** Sends what it is told, and finds an answer that is the client's to mend. */
async function knock(path: string, init?: Init): Promise<Answer> {
  const answer = await mint.request(path, init)
  const asked = `${path} ${JSON.stringify(init?.json ?? init?.form ?? init?.headers)}`
  assert.ok(answer.status < 500, `${asked}: ${answer.status} ${answer.text}`)
  assertNoStack(answer)
  return answer
}

/** Each of the good fields in turn with each of the values. */
function spoilt(good: Readonly<Record<string, unknown>>, values = VALUES) {
  return Object.keys(good).flatMap((name) => values.map((value) => ({ ...good, [name]: value })))
}

test('the token endpoints take no strange text and no strange number for a name', async () => {
  const { client_id, client_secret } = demo.vonage
  const grant = { grant_type: 'client_credentials', client_id, client_secret, scope: 'stats' }
  const { username, password } = demo.envoy
  const person = { grant_type: 'password', username, password, scope: 'locations.read' }
  const refresh = { grant_type: 'refresh_token', refresh_token: 'x' }
  const code = {
    grant_type: 'authorization_code',
    code: 'x',
    redirect_uri: 'x',
    code_verifier: 'x',
  }
  const envoy = { Authorization: basic(demo.envoy.client_id, demo.envoy.client_secret) }
  const standard = { Authorization: basic(demo.standard.client_id, demo.standard.client_secret) }
  const asText = TEXTS as readonly unknown[]
  for (const form of spoilt(grant, asText)) await knock('/Auth/connect/token', { form } as Init)
  for (const form of [person, refresh, code].flatMap((one) => spoilt(one, asText))) {
    await knock('/oauth2/token', { form, headers: envoy } as Init)
    await knock('/oauth/token', { form, headers: standard } as Init)
    await knock('/oauth2/token', { json: form, headers: envoy })
  }
  for (const json of spoilt({ api_key: demo.vocera.api_key, agent_id: 1 })) {
    await knock('/user/v1/embedded/login/', { json })
  }
  for (const text of TEXTS) {
    const headers = { Authorization: `Basic ${Buffer.from(`${text}:${text}`).toString('base64')}` }
    for (const path of ['/oauth/token', '/oauth/introspect', '/oauth/revoke']) {
      await knock(path, { form: { grant_type: 'client_credentials', token: text }, headers })
      await knock(path, { form: { token: text }, headers: standard })
    }
  }
})

test('a room takes a strange call reference or phone number, or refuses it', async () => {
  const good = { create_room: true, call_reference: 'a call', phone_number: '+6590893208' }
  const headers = { Authorization: `Bearer ${demo.eight_by_eight.api_key}` }
  for (const json of spoilt(good)) await knock('//api/v1/tokens', { json, headers })
  const room = await eightByEight(mint, { create_room: true })
  const token = { 'x-token': room.field('auth_token') }
  for (const value of [...TEXTS, ...DIGITS].map(inAddress)) {
    for (const name of ['q', 'cursor', 'from', 'to']) {
      await knock(`/api/v1/call-logs?${name}=${value}`, { headers: token })
    }
    await knock(`/api/v1/calls/${value}`, { headers: token })
    await knock(`/guest/${value}`)
    await knock(`/?user=${value}&token=${value}`)
  }
})

test('resources named strangely are not found', async () => {
  const api = demo.envoy.client_api_key
  const embed = (await vocera(mint)).field('access')
  const stats = (await vonage(mint)).field('access_token')
  for (const value of [...TEXTS, ...DIGITS].map(inAddress)) {
    await knock(`/v1/locations/${value}`, { headers: { 'X-Api-Key': api } })
    await knock(`/v1/employees?page=${value}&perPage=${value}&per_page=${value}`, bearer(api))
    await knock(`/agents-availability?skillNames=${value}`, bearer(stats))
    await knock(`/user/embedded-token-detail/?x=${value}`, bearer(embed))
  }
})

test('the management API refuses strange values by name', async () => {
  const { id } = await createClient(mint, { dialect: 'vonage', scopes: ['stats'] })
  const wishes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    '/clients': {
      dialect: 'standard',
      name: 'x',
      scopes: ['x'],
      redirect_uris: ['https://x.test/'],
      access_token_lifetime_seconds: 60,
      organization_id: 1,
    },
    '/users': { email: 'a@b.test', name: 'x', password: 'a long password', roles: ['operator'] },
    '/agents': { name: 'x', organization_id: 1 },
    '/organizations': { name: 'x' },
    '/scopes': { dialect: 'standard', value: 'x', resource: 'x', description: 'x' },
    '/management-keys': { name: 'x', permissions: ['*'], expires_in_seconds: 60 },
    '/signing-keys/rotate': { dialect: 'vonage' },
    '/tokens/introspect': { token: 'x', dialect: 'standard' },
    '/tokens/revoke': { token: 'x' },
    '/tokens/explain': { token: 'x', dialect: 'standard' },
  }
  const listed = VALUES.flatMap((value) => [value, [value]])
  for (const [path, good] of Object.entries(wishes)) {
    for (const json of spoilt(good, listed)) await knockAdmin(path, { json })
  }
  for (const json of spoilt({ name: 'x', access_token_lifetime_seconds: 60 }, listed)) {
    await knockAdmin(`/clients/${id}`, { method: 'PATCH', json })
  }
  for (const value of [...TEXTS, ...DIGITS].map(inAddress)) {
    for (const path of ['clients', 'users', 'agents', 'management-keys', 'organizations']) {
      await knockAdmin(`/${path}/${value}`)
      await knockAdmin(`/${path}?cursor=${value}&limit=${value}&organization_id=${value}`)
      await knockAdmin(`/${path}?cursor=cur_${value}`)
      await knockAdmin(`/${path}?organization_id=${value}`)
    }
    await knockAdmin(`/scopes/standard/${value}`, { method: 'DELETE' })
    await knockAdmin(`/clients/${id}/credentials/${value}`, { method: 'DELETE' })
    await knockAdmin(`/clients/${id}/credentials/cred_${value}`, { method: 'DELETE' })
    await knockAdmin(`/signing-keys/${value}/retire`, { method: 'POST' })
    for (const name of ['client_id', 'action', 'dialect', 'outcome', 'cursor', 'limit']) {
      await knockAdmin(`/audit-events?${name}=${value}`)
    }
  }
})

test('the pages refuse strange people, apps and addresses', async () => {
  const good = {
    response_type: 'code',
    client_id: demo.standard.client_id,
    redirect_uri: demo.standard.redirect_uri,
    scope: demo.standard.scopes.join(' '),
    state: 'x',
    code_challenge: 'x'.repeat(43),
    code_challenge_method: 'S256',
  }
  for (const one of spoilt(good, TEXTS)) {
    const query = Object.entries(one).map(([name, value]) => [name, String(value)])
    await knock(`/oauth/authorize?${new URLSearchParams(query)}`)
  }
  for (const text of TEXTS) {
    const browser = openBrowser(mint, demo.standard.redirect_uri)
    const page = await browser.open('/sign-in')
    for (const person of spoilt({ email: 'a@b.test', password: 'x' }, [text])) {
      const post = signInPost(mint, page, person as unknown as Person)
      assert.ok(post !== undefined, page.text)
      const answer = await browser.post(post)
      assert.ok(answer.status < 500, `${JSON.stringify(person)}: ${answer.status} ${answer.text}`)
    }
    const Cookie = `mintmark_sign_in=${inAddress(text)}`
    await knock('/sign-in', { headers: { Cookie } })
  }
})

test('the mint serves as before', async () => {
  assert.equal((await clientCredentials(mint)).status, 200)
})

async function knockAdmin(path: string, init: Init = {}): Promise<void> {
  const headers = { Authorization: `Bearer ${demo.management_key}` }
  await knock(`/admin/v1${path}`, { ...init, headers })
}

/** Also of what is not well formed. */
function inAddress(text: string): string {
  return text.startsWith('%0') ? text : encodeURIComponent(text.toWellFormed())
}
