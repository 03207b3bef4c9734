// A page of another site cannot use an embed token that it got hold of: an origin is compared as
// it stands (ASVS 3.4.2, 4.4.2), and a page that is not named reads no answer, not even a refusal.
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { createClient, manage } from '../flows/admin.ts'
import { askForFrame } from '../flows/embeds.ts'
import { vocera, voceraDetail } from '../flows/vendors.ts'
import { mintForThisFile } from '../mint.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile()
const DETAIL = '/user/embedded-token-detail/'
const GOOD = 'https://good.com'
const OTHER = 'https://other.example:8443'
const EVIL = [
  'https://evil.example',
  'null',
  'https://good.com.evil.com',
  'https://evilgood.com',
  'http://good.com',
  'https://good.com:8443',
  'https://GOOD.com.',
  'https://GOOD.com',
  'https://good.com.',
  'https://good.com/',
  'https://good.com:443',
  'https://user@good.com',
  `${GOOD}, https://evil.example`,
  `https://evil.example, ${GOOD}`,
  '',
]

let token: string
before(async () => {
  await changeAgent({ allowed_origins: [GOOD, OTHER] })
  token = (await vocera(mint)).field('access')
})

test('a page that the agent names reads the answer, and only that page', async () => {
  for (const origin of [GOOD, OTHER]) {
    const answer = await ask(origin, token)
    assert.equal(answer.status, 200, answer.text)
    assert.equal(answer.headers['access-control-allow-origin'], origin)
    assert.match(String(answer.headers.vary), /\bOrigin\b/)
    assert.equal(answer.headers['access-control-allow-credentials'], undefined)
  }
})

test('a page of any other origin is refused and reads nothing', async () => {
  for (const origin of EVIL) assertClosed(await ask(origin, token), origin)
})

test('what asks without a page is answered as ever', async () => {
  const answer = await voceraDetail(mint, token)
  assert.equal(answer.status, 200, answer.text)
  assert.equal(answer.headers['access-control-allow-origin'], undefined)
})

test('an agent that names no origin is open to no page', async () => {
  await changeAgent({ allowed_origins: [] })
  for (const origin of [GOOD, ...EVIL]) assertClosed(await ask(origin, token), origin)
  await changeAgent({ allowed_origins: [GOOD, OTHER] })
})

test('a key that names origins narrows those of the agent and never widens them', async () => {
  const allowed_origins = [OTHER, 'https://third.example']
  const client = await createClient(mint, { dialect: 'vocera', allowed_origins })
  const narrow = (await vocera(mint, client.client_secret)).field('access')
  assert.equal((await ask(OTHER, narrow)).status, 200)
  for (const origin of [GOOD, 'https://third.example']) {
    assertClosed(await ask(origin, narrow), origin)
  }
})

test('a page that asks first is let through to the request, which decides', async () => {
  const headers = { Origin: GOOD, 'Access-Control-Request-Method': 'GET' }
  const allowed = await mint.request(DETAIL, { method: 'OPTIONS', headers })
  assert.equal(allowed.status, 204)
  assert.equal(allowed.headers['access-control-allow-origin'], GOOD)
  assert.match(String(allowed.headers['access-control-allow-headers']), /authorization/)
  const login = await mint.request('/user/v1/embedded/login/', { method: 'OPTIONS', headers })
  assert.equal(login.headers['access-control-allow-origin'], undefined)
})

test('a frame opens on the pages that the agent names, and its document says so', async () => {
  for (const origin of EVIL) {
    assertClosed(await askForFrame(mint, token, { origin }), origin)
    const headers = { Origin: origin }
    assertClosed(await askForFrame(mint, token, { origin: GOOD, headers }), origin)
  }
  const headers = { 'Sec-Fetch-Site': 'cross-site' }
  assertClosed(await askForFrame(mint, token, { origin: GOOD, headers }), 'cross-site')
  for (const origin of [GOOD, OTHER]) {
    assert.equal((await askForFrame(mint, token, { origin })).status, 200)
  }
  const own = await mint.request('/embed/1/overview?theme=dark&token=secret')
  assert.match(
    frameAncestors(own),
    /^frame-ancestors https:\/\/good\.com https:\/\/other\.example:8443$/,
  )
  assert.equal(own.headers['x-frame-options'], undefined)
  assert.equal(own.headers['referrer-policy'], 'no-referrer')
  assert.ok(!own.text.includes('secret'))
  const [foreign, unknown] = await Promise.all(
    ['/embed/2/calls', '/embed/424242/calls'].map((path) => mint.request(path)),
  )
  for (const page of [foreign, unknown]) {
    assert.ok(page !== undefined)
    assert.equal(frameAncestors(page), "frame-ancestors 'none'")
    assert.deepEqual([page.status, page.text.length > 0], [200, true])
  }
  assert.equal(foreign?.text.replace('"2"', '"424242"'), unknown?.text)
})

function frameAncestors({ headers }: Answer): string {
  return String(headers['content-security-policy']).split('; ').at(-1) ?? ''
}

async function ask(origin: string, bearer: string): Promise<Answer> {
  return mint.request(DETAIL, { headers: { Authorization: `Bearer ${bearer}`, Origin: origin } })
}

async function changeAgent(json: unknown): Promise<void> {
  const path = `/agents/${mint.demo.vocera.agent_id}`
  const answer = await manage(mint, path, { method: 'PATCH', json })
  assert.equal(answer.status, 200, answer.text)
}

function assertClosed(answer: Answer, origin: string): void {
  assert.equal(answer.status, 403, `${origin}: ${answer.status} ${answer.text}`)
  assert.equal(answer.headers['access-control-allow-origin'], undefined, origin)
  assert.ok(!answer.text.includes('agent_id'), answer.text)
}
