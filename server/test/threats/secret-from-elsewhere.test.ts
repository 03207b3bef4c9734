// A client that says where it runs cannot be used from anywhere else: the right secret from a wrong
// address is refused like a wrong secret, byte for byte and down to the limits on guessing, so that
// a thief does not even learn that it is right (ASVS 8.2.4). Nobody is locked out by it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, manage, type NewClient } from '../flows/admin.ts'
import { mintForThisFile } from '../mint.ts'
import { type Answer, basic } from '../wire.ts'

// Addresses other than the test's own come from a proxy that is believed.
const mint = await mintForThisFile({ env: { MINTMARK_TRUSTED_PROXIES: '127.0.0.1' } })
const HERE = '203.0.113.9'
const ELSEWHERE = '198.51.100.7'
const ALLOWED = ['203.0.113.0/24', '2001:db8:1::/48']

type Door = (client: NewClient, secret: string, from: string) => Promise<Answer>

const wrong = (secret: string): string => `${secret.slice(0, -1)}${secret.endsWith('0') ? 1 : 0}`

const doors: Readonly<Record<string, { dialect: string; ask: Door }>> = {
  'token endpoint': {
    dialect: 'standard',
    ask: ({ client_id }, secret, from) =>
      mint.request(mint.endpoints.token, {
        headers: { Authorization: basic(client_id, secret), 'X-Forwarded-For': from },
        form: { grant_type: 'client_credentials' },
      }),
  },
  introspection: {
    dialect: 'standard',
    ask: ({ client_id }, secret, from) =>
      mint.request(mint.endpoints.introspection, {
        headers: { Authorization: basic(client_id, secret), 'X-Forwarded-For': from },
        form: { token: 'any' },
      }),
  },
  'an API key': {
    dialect: 'vocera',
    ask: (_, api_key, from) =>
      mint.request('/user/v1/embedded/login/', {
        headers: { 'X-Forwarded-For': from },
        json: { api_key, agent_id: mint.demo.vocera.agent_id },
      }),
  },
  'a client key at a resource': {
    dialect: 'envoy',
    ask: ({ client_id }, secret, from) =>
      mint.request('/v1/locations', {
        headers: {
          'X-Api-Key': Buffer.from(`${client_id}:${secret}`).toString('base64'),
          'X-Forwarded-For': from,
        },
      }),
  },
}

for (const [name, { dialect, ask }] of Object.entries(doors)) {
  test(`${name}: a right secret from elsewhere is answered like a wrong one`, async () => {
    const scopes = dialect === 'envoy' ? ['locations.read'] : []
    const client = await createClient(mint, { dialect, scopes, allowed_ips: ALLOWED })
    const secret = client.client_secret
    for (const from of [HERE, '2001:db8:1:2::3', `::ffff:${HERE}`]) {
      assert.equal((await ask(client, secret, from)).status, 200, from)
    }
    for (const from of [ELSEWHERE, '2001:db8:2::1', '::1']) {
      const right = await ask(client, secret, from)
      const guessed = await ask(client, wrong(secret), from)
      assert.equal(right.status, guessed.status, from)
      assert.ok(right.status === 400 || right.status === 401, right.text)
      assert.equal(right.text, guessed.text)
      assert.equal(right.headers['www-authenticate'], guessed.headers['www-authenticate'])
    }
  })
}

test('whoever has the secret elsewhere meets the limit, and here nobody does', async () => {
  const client = await createClient(mint, { dialect: 'standard', allowed_ips: [HERE] })
  const door = doors['token endpoint']
  assert.ok(door)
  const statuses = new Set<number>()
  for (let i = 0; i < 400 && !statuses.has(429); i += 1) {
    statuses.add((await door.ask(client, client.client_secret, '198.51.100.8')).status)
  }
  assert.ok(statuses.has(429), [...statuses].join())
  assert.equal((await door.ask(client, client.client_secret, HERE)).status, 200)
})

test('the operator reads why it was refused', async () => {
  const client = await createClient(mint, { dialect: 'standard', allowed_ips: [HERE] })
  await doors['token endpoint']?.ask(client, client.client_secret, ELSEWHERE)
  const deadline = Date.now() + 10_000
  const words = `${client.client_id} may not be used from ${ELSEWHERE}`
  for (;;) {
    const record = await manage(mint, '/audit-events?outcome=invalid_client&limit=100')
    if (record.text.includes(words)) break
    assert.ok(Date.now() < deadline, record.text)
  }
})
