// An organization reads what concerns it, and learns nobody's name, number or address from outside.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

const OPERATORS_ADDRESS = '198.51.100.77'

let mint: TestAdmin
let organization_id: number
let key: string
before(async () => {
  mint = await openTestAdmin({ MINTMARK_TRUSTED_PROXIES: '127.0.0.1' })
  const { id } = await mint.done('POST', '/organizations', { name: 'Ours' })
  organization_id = Number(id)
  const wish = { name: 'Ours', permissions: ['*'], organization_id }
  key = String((await mint.done('POST', '/management-keys', wish)).management_key)
})
after(() => mint.close())

type Event = Readonly<Record<string, unknown>>

async function ours(query: string): Promise<readonly Event[]> {
  const headers = { authorization: `Bearer ${key}` }
  const answer = await mint.manage('GET', `/audit-events?${query}`, undefined, { headers })
  assert.equal(answer.status, 200, answer.text)
  return answer.json.data as readonly Event[]
}

test('whoever manages the platform is nobody to an organization', async () => {
  const { id } = await makeClient(mint, 'standard', { organization_id })
  const headers = { 'x-forwarded-for': OPERATORS_ADDRESS }
  const body = { name: 'Renamed' }
  const changed = await mint.manage('PATCH', `/clients/${id}`, body, { headers })
  assert.equal(changed.status, 200, changed.text)
  const [all] = (await mint.done('GET', '/audit-events?action=admin.clients.change'))
    .data as Event[]
  assert.equal(all?.ip, OPERATORS_ADDRESS, 'to the platform it is known')
  const [event] = await ours('action=admin.clients.change')
  assert.deepEqual(
    [event?.actor, event?.ip, event?.request_id, event?.credential_id],
    [{ kind: 'management_key', id: null, name: null }, null, null, null],
  )
  assert.equal(event?.client_id, id)
  for (const guess of [`ip=${OPERATORS_ADDRESS}`, 'q=198.51', `q=${all?.request_id}`]) {
    assert.deepEqual(await ours(`action=admin.clients.change&${guess}`), [], guess)
  }
})

test('who made its keys is told by kind alone, where that was the platform', async () => {
  const headers = { authorization: `Bearer ${key}` }
  const list = await mint.manage('GET', '/management-keys', undefined, { headers })
  assert.deepEqual(
    (list.json.data as Event[]).map((one) => one.created_by),
    ['key'],
  )
  assert.match(JSON.stringify(await mint.done('GET', '/management-keys')), /"key:\d+"/)
})

test('who manages for it is known to it', async () => {
  const headers = { authorization: `Bearer ${key}`, 'x-forwarded-for': '203.0.113.9' }
  await mint.manage('POST', '/agents', { name: 'Desk' }, { headers })
  const [event] = await ours('action=admin.agents.create&q=203.0.113')
  assert.equal(Object(event?.actor).name, 'Ours')
  assert.equal(event?.ip, '203.0.113.9')
})

test('an address that is tried at a door tells nothing of whose it is', async () => {
  const email = 'victim@elsewhere.example'
  const elsewhere = await mint.done('POST', '/organizations', { name: 'Elsewhere' })
  const wish = { email, name: 'Vera Victim', organization_id: elsewhere.id }
  const user = await mint.done('POST', '/users', wish)
  const client = await makeClient(mint, 'eight-by-eight', { organization_id })
  const issued = await mint.send('POST', '/api/v1/tokens', {
    headers: { authorization: `Bearer ${client.secret}` },
    body: {},
  })
  assert.ok(issued.status < 300, issued.text)
  const query = new URLSearchParams({ user: email, token: String(issued.json.auth_token) })
  const refused = await mint.send('GET', `/?${query}`)
  assert.equal(refused.status, 403, refused.text)
  const events = await ours('action=agent_sign_in')
  assert.equal(events.length, 1)
  const told = JSON.stringify(events)
  assert.ok(!told.includes('Vera') && !told.includes(String(user.id)), told)
  assert.deepEqual(await ours(`action=agent_sign_in&user_id=${user.id}`), [])
})
