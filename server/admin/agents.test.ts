import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { embedPair, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

test('an agent has the number that was chosen, or the next one', async () => {
  const chosen = await mint.done('POST', '/agents', { id: 40, name: 'Front desk' })
  assert.deepEqual([chosen.id, chosen.active], [40, true])
  const next = await mint.done('POST', '/agents', { name: 'Night shift' })
  assert.equal(next.id, 41)
  assertProblem(await mint.manage('POST', '/agents', { id: 40, name: 'Again' }), 409, 'conflict')
  assert.deepEqual(await mint.done('GET', '/agents/40'), chosen)
  const page = await mint.done('GET', '/agents?limit=1')
  assert.deepEqual(page.data, [chosen])
  const rest = await mint.done('GET', `/agents?cursor=${page.next_cursor}`)
  assert.deepEqual(rest.data, [next])
  assert.equal(rest.next_cursor, null)
})

test('an organization that takes the highest number leaves room for others', async () => {
  const { id: organization_id } = await mint.done('POST', '/organizations', { name: 'Greedy' })
  const wish = { id: Number.MAX_SAFE_INTEGER, name: 'Last', organization_id }
  await mint.done('POST', '/agents', wish)
  const first = await mint.done('POST', '/agents', { name: 'First of others' })
  const second = await mint.done('POST', '/agents', { name: 'Second of others' })
  assert.equal(Number(second.id), Number(first.id) + 1)
})

test('what is no agent is refused or not found', async () => {
  for (const [pointer, body] of [
    ['#/id', { id: 0, name: 'x' }],
    ['#/id', { id: '7', name: 'x' }],
    ['#/id', { id: 1.5, name: 'x' }],
    ['#/name', {}],
    ['#/organization_id', { name: 'x', organization_id: 99_999 }],
  ] as const) {
    const refused = await mint.manage('POST', '/agents', body)
    assertProblem(refused, 400)
    assert.deepEqual(pointersOf(refused), [pointer])
  }
  for (const id of ['999', '-1', 'x', '1e3', '99999999999999999999']) {
    assertProblem(await mint.manage('GET', `/agents/${id}`), 404, 'not_found')
  }
  for (const body of [{ active: 'no' }, { name: '' }, { id: 41 }, { organization_id: 2 }]) {
    assertProblem(await mint.manage('PATCH', '/agents/40', body), 400)
  }
})

test('switching an agent off ends its tokens at once; on again, they stay dead', async () => {
  const client = await makeClient(mint, 'vocera')
  const agent = await mint.done('POST', '/agents', { name: 'Desk' })
  const { access, refresh } = await embedPair(mint, client.secret, agent.id)
  await mint.core.introspect(access)
  const path = `/agents/${agent.id}`
  assert.equal((await mint.done('PATCH', path, { active: false })).active, false)
  for (const token of [access, refresh]) {
    await assert.rejects(mint.core.introspect(token), { code: 'subject_gone' })
  }
  mint.clock.advance(2)
  await mint.done('PATCH', path, { active: true })
  await assert.rejects(mint.core.introspect(access), { code: 'subject_gone' })
  const fresh = await embedPair(mint, client.secret, agent.id)
  assert.equal((await mint.core.introspect(fresh.access)).bound?.id, agent.id)
})

test('agents are found by a part of their name or number', async () => {
  const made = await mint.done('POST', '/agents', { id: 9_130, name: 'Reception 100%' })
  const found = async (query: string) =>
    ((await mint.done('GET', `/agents?${query}`)).data as { id: number }[]).map((one) => one.id)
  for (const query of ['q=recep', 'q=913', 'q=0%25']) {
    assert.deepEqual(await found(query), [made.id], query)
  }
  assert.deepEqual(await found('q=nobody'), [])
  assert.deepEqual(await found('organization_id=424242'), [])
})

test('an agent is renamed, and says which pages may show it', async () => {
  const { id } = await mint.done('POST', '/agents', { name: 'Plain' })
  const allowed_origins = ['https://good.example', 'http://localhost:3000']
  const changed = await mint.done('PATCH', `/agents/${id}`, { name: 'Kind', allowed_origins })
  assert.deepEqual([changed.name, changed.active], ['Kind', true])
  assert.deepEqual(changed.allowed_origins, allowed_origins)
  assert.deepEqual(await mint.done('GET', `/agents/${id}`), changed)
  for (const origin of [
    'good.example',
    'https://good.example/',
    'https://GOOD.example',
    'https://good.example.',
    'https://good.example:443',
    'https://*.good.example',
    'https://a@good.example',
    'https://bücher.example',
    'null',
    'chrome-extension://abc',
    'https://good.example https://evil.example',
  ]) {
    const wish = { allowed_origins: ['https://good.example', origin] }
    const refused = await mint.manage('PATCH', `/agents/${id}`, wish)
    assertProblem(refused, 400)
    assert.deepEqual(pointersOf(refused), ['#/allowed_origins/1'], origin)
  }
})
