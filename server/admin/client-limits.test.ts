import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { embedPair, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const LOGIN = '/user/v1/embedded/login/'
const REFRESH = '/user/v1/embedded/refresh/'

test('limits are kept as they were given, and a change leaves what it does not name', async () => {
  const agent = await mint.done('POST', '/agents', { name: 'Desk' })
  const limits = {
    allowed_ips: ['203.0.113.0/24', '2001:db8::1'],
    allowed_origins: ['https://shop.example'],
    allowed_agents: [agent.id],
  }
  const made = await mint.done('POST', '/clients', { dialect: 'vocera', name: 'Key', ...limits })
  const path = `/clients/${made.id}`
  for (const shown of [made, await mint.done('PATCH', path, { name: 'Renamed' })]) {
    for (const [name, value] of Object.entries(limits)) assert.deepEqual(shown[name], value, name)
  }
  const open = await mint.done('PATCH', path, { allowed_ips: [], allowed_agents: [] })
  assert.deepEqual([open.allowed_ips, open.allowed_agents], [[], []])
  assert.deepEqual(open.allowed_origins, limits.allowed_origins)
})

test('what is no limit of this client is refused by name', async () => {
  const elsewhere = await mint.done('POST', '/organizations', { name: 'Elsewhere' })
  const wish = { name: 'Foreign', organization_id: elsewhere.id }
  const foreign = await mint.done('POST', '/agents', wish)
  const cases: readonly (readonly [string, Record<string, unknown>])[] = [
    ['#/allowed_ips/0', { allowed_ips: ['example.com'] }],
    ['#/allowed_ips/1', { allowed_ips: ['::1', '203.0.113.0/33'] }],
    ['#/allowed_origins/0', { allowed_origins: ['https://shop.example/'] }],
    ['#/allowed_agents/0', { allowed_agents: ['1'] }],
    ['#/allowed_agents/0', { allowed_agents: [424_242] }],
    ['#/allowed_agents/0', { allowed_agents: [foreign.id] }],
    ['#/allowed_agents', { dialect: 'vonage', allowed_agents: [1] }],
    ['#/allowed_origins', { dialect: 'standard', allowed_origins: ['https://shop.example'] }],
  ]
  const { id } = await makeClient(mint, 'vocera')
  for (const [pointer, limit] of cases) {
    const made = await mint.manage('POST', '/clients', { dialect: 'vocera', name: 'x', ...limit })
    assertProblem(made, 400)
    assert.deepEqual(pointersOf(made), [pointer], JSON.stringify(limit))
    if (limit.dialect !== undefined) continue
    const changed = await mint.manage('PATCH', `/clients/${id}`, limit)
    assert.deepEqual(pointersOf(changed), [pointer])
  }
})

test('a key that names agents opens these, and the others are like foreign ones', async () => {
  const [one, other] = [
    await mint.done('POST', '/agents', { name: 'One' }),
    await mint.done('POST', '/agents', { name: 'Other' }),
  ]
  const client = await makeClient(mint, 'vocera')
  const pair = await embedPair(mint, client.secret, other.id)
  const change = (allowed_agents: unknown[]) =>
    mint.done('PATCH', `/clients/${client.id}`, { allowed_agents })
  await change([one.id])
  await embedPair(mint, client.secret, one.id)
  const login = (agent_id: unknown) =>
    mint.send('POST', LOGIN, { body: { api_key: client.secret, agent_id } })
  const refused = await login(other.id)
  assert.equal(refused.status, 403)
  assert.equal(refused.text, (await login(424_242)).text)
  const refresh = () => mint.send('POST', REFRESH, { body: { refresh: pair.refresh } })
  assert.equal((await refresh()).status, 401)
  await change([])
  assert.equal((await refresh()).status, 200)
})
