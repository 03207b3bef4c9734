import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isoTime } from '../protocol/clock.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Event {
  readonly id: string
  readonly action: string
  readonly outcome: string
  readonly count: number
  readonly dialect: string | null
  readonly client_id: string | null
  readonly user_id: string | null
  readonly credential_id: string | null
  readonly detail: string | null
  readonly actor: { kind: string; id: string | null; name: string | null } | null
}

async function events(query = ''): Promise<readonly Event[]> {
  return (await mint.done('GET', `/audit-events${query}`)).data as Event[]
}

test('every change is recorded with who made it and what it was about', async () => {
  const { id } = await makeClient(mint, 'standard')
  await mint.done('PATCH', `/clients/${id}`, { name: 'New', scopes: ['api:read'] })
  const { id: credential } = await mint.done('POST', `/clients/${id}/credentials`)
  await mint.manage('DELETE', `/clients/${id}/credentials/${credential}`)
  await mint.manage('DELETE', `/clients/${id}`)
  const user = await mint.done('POST', '/users', { email: 'a@example.test', name: 'A' })
  await mint.done('PATCH', `/users/${user.id}`, { enabled: false })
  await mint.done('POST', '/agents', { name: 'A' })
  await mint.done('PATCH', '/agents/1', { active: false })
  await mint.done('POST', '/organizations', { name: 'B' })
  await mint.done('PUT', '/scopes/standard/x', { description: 'x', resource: 'x' })
  await mint.done('POST', '/signing-keys/rotate', { dialect: 'envoy' })
  const key = await mint.done('POST', '/management-keys', { name: 'Key', permissions: ['*'] })
  await mint.manage('DELETE', `/management-keys/${key.id}`)
  const recorded = (await events('?action=admin.&outcome=granted&limit=100')).toReversed()
  assert.deepEqual(
    recorded.map((one) => one.action),
    [
      'clients.create',
      'clients.change',
      'credentials.create',
      'credentials.revoke',
      'clients.delete',
      'users.create',
      'users.change',
      'agents.create',
      'agents.change',
      'organizations.create',
      'scopes.put',
      'signing-keys.rotate',
      'management-keys.create',
      'management-keys.revoke',
    ].map((name) => `admin.${name}`),
  )
  assert.ok(recorded.every((one) => one.credential_id !== null && one.count === 1))
  const [created, changed] = recorded
  assert.equal(created?.client_id, id)
  assert.equal(changed?.detail, `${id}: name, scopes`)
  assert.equal(recorded.find((one) => one.action === 'admin.users.change')?.user_id, user.id)
  const deleted = recorded.find((one) => one.action === 'admin.clients.delete')
  assert.equal(deleted?.client_id, id, 'a deleted client keeps its name in the record')
  assert.ok(!JSON.stringify(recorded).includes('mm_'))
})

test('what was only counted so far is there as well', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  for (let i = 0; i < 3; i += 1) await clientToken(mint, '/oauth/token', client, 'api:read')
  const [event] = await events(`?client_id=${client.id}&action=token.`)
  assert.equal(event?.count, 3)
  assert.equal(event?.dialect, 'standard')
})

test('refusals are recorded by code, and the key that was tried is not', async () => {
  await mint.send('GET', '/admin/v1/users', { headers: { authorization: 'Bearer canary-guess' } })
  await mint.manage('POST', '/clients', { dialect: 'nobody', name: 'x' })
  const refused = await events('?action=admin.&outcome=invalid_token')
  assert.equal(refused[0]?.action, 'admin.users.list')
  const [wrong] = await events('?outcome=parameter_malformed')
  assert.equal(wrong?.action, 'admin.clients.create')
  assert.ok(!JSON.stringify([...refused, wrong]).includes('canary'))
})

test('filters narrow, each and together, and match nothing literally', async () => {
  const client = await makeClient(mint, 'vonage', { scopes: ['stats'] })
  await clientToken(mint, '/Auth/connect/token', client, 'stats')
  const of = async (query: string) => (await events(query)).length
  assert.ok((await of('?dialect=vonage')) > 0)
  assert.equal(await of('?dialect=vonage&outcome=gone'), 0)
  assert.equal(await of(`?client_id=${client.id}&dialect=standard`), 0)
  assert.equal(await of('?client_id=mmc_nobody'), 0)
  assert.equal(await of(`?action=${encodeURIComponent('%')}`), 0)
  assert.equal(await of('?action=_oken'), 0)
  assert.ok((await of('?action=token.client_credentials')) > 0)
  for (const query of ['?outcome=', '?nobody=1', '?action=a&action=b']) {
    assertProblem(await mint.manage('GET', `/audit-events${query}`), 400)
  }
})

test('pages go back to the beginning', async () => {
  const all = await events('?limit=100')
  const seen: string[] = []
  let cursor: unknown
  do {
    const query: string = cursor === undefined ? '' : `&cursor=${cursor}`
    const page = await mint.done('GET', `/audit-events?limit=7${query}`)
    seen.push(...(page.data as Event[]).map((one) => one.id))
    cursor = page.next_cursor
  } while (cursor !== null)
  assert.deepEqual(
    seen,
    all.map((one) => one.id),
  )
})

test('every event says who did it', async () => {
  const user = await mint.done('POST', '/users', { email: 'actor@example.test', name: 'Ann' })
  const [made] = await events('?action=admin.users.create')
  assert.deepEqual(made?.actor, {
    kind: 'management_key',
    id: made?.credential_id,
    name: 'tests',
  })
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  await clientToken(mint, '/oauth/token', client, 'api:read')
  const [token] = await events(`?client_id=${client.id}&action=token.`)
  assert.deepEqual(token?.actor, { kind: 'client', id: client.id, name: 'A test' })
  assert.equal((await events(`?user_id=${user.id}`))[0]?.action, 'admin.users.create')
  const [stranger] = await events('?outcome=invalid_token')
  assert.equal(stranger?.actor, null)
})

test('time, address and text narrow, and nothing in a text is a wildcard', async () => {
  mint.clock.advance(100_000)
  const since = isoTime(mint.core.clock.now())
  await mint.done('POST', '/agents', { name: 'At noon' })
  mint.clock.advance(10)
  const until = isoTime(mint.core.clock.now())
  await mint.done('POST', '/agents', { name: 'Later' })
  const found = async (query: string) => (await events(`?action=admin.agents&${query}`)).length
  assert.equal(await found(`since=${since}`), 2)
  assert.equal(await found(`since=${since}&until=${until}`), 1)
  assert.ok((await found(`until=${since}`)) >= 1)
  assert.equal(await found('since=2031-01-01T00:00:00%2B02:00'), 0)
  assert.ok((await found('ip=127.0.0.1')) >= 2)
  assert.equal(await found('ip=192.0.2.250'), 0)
  assert.ok((await found('q=AGENTS.CREATE')) >= 2)
  assert.equal(await found(`q=${encodeURIComponent('agents%create')}`), 0)
  assert.equal(await found('q=agents_create'), 0)
  assertProblem(await mint.manage('GET', '/audit-events?since=yesterday'), 400)
})

test('whoever follows gets each event once, oldest first, and comes back for more', async () => {
  const [newest] = await events('?limit=1')
  const follow = async (after: unknown) =>
    mint.done('GET', `/audit-events?after=${after}&limit=2&action=admin.agents`)
  const none = await follow(newest?.id)
  assert.deepEqual(none.data, [])
  for (const name of ['1', '2', '3']) await mint.done('POST', '/agents', { name })
  const first = await follow(none.next_cursor)
  const second = await follow(first.next_cursor)
  const third = await follow(second.next_cursor)
  const seen = [first, second, third].flatMap((page) => page.data as Event[])
  assert.equal(seen.length, 3)
  const numbers = seen.map((one) => Number(one.id.slice(4)))
  assert.deepEqual(
    numbers,
    numbers.toSorted((a, b) => a - b),
  )
  assertProblem(await mint.manage('GET', '/audit-events?after=evt_1&cursor=cur_1'), 400)
  assertProblem(await mint.manage('GET', '/audit-events?after=nonsense'), 400)
})
