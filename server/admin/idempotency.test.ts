import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const CLIENT = { dialect: 'standard', name: 'Once', scopes: ['api:read'] }

function create(key: string, body: unknown = CLIENT) {
  return mint.manage('POST', '/clients', body, { headers: { 'idempotency-key': key } })
}

async function clientsNamed(name: string): Promise<number> {
  const { json } = await mint.manage('GET', '/clients?limit=100')
  return (json.data as { name: string }[]).filter((one) => one.name === name).length
}

test('a request that is sent again gets the same answer and is done once', async () => {
  const first = await create('one')
  const again = await create('one')
  assert.equal(first.status, 201)
  assert.equal(again.status, 201)
  assert.equal(again.text, first.text)
  assert.equal(first.headers['idempotent-replayed'], undefined)
  assert.equal(again.headers['idempotent-replayed'], 'true')
  assert.equal(await clientsNamed('Once'), 1)
})

test('of many at once one is done; the others are told to wait or given its answer', async () => {
  const body = { ...CLIENT, name: 'Parallel' }
  const replies = await Promise.all(Array.from({ length: 16 }, () => create('many', body)))
  for (const reply of replies) {
    if (reply.status !== 201) assertProblem(reply, 409, 'conflict')
  }
  assert.equal(new Set(replies.filter((one) => one.status === 201).map((one) => one.text)).size, 1)
  assert.equal(await clientsNamed('Parallel'), 1)
})

test('the key of another request is refused', async () => {
  await create('taken')
  assertProblem(await create('taken', { ...CLIENT, name: 'Other' }), 422, 'idempotency_key_reused')
  assert.equal(await clientsNamed('Other'), 0)
})

test('a refused request frees its key, for when it is mended', async () => {
  assertProblem(await create('mended', { ...CLIENT, dialect: 'none' }), 400)
  assert.equal((await create('mended', { ...CLIENT, name: 'Mended' })).status, 201)
})

test('another actor’s key of the same name is another key', async () => {
  const wish = { name: 'Second', permissions: ['*'] }
  const { management_key: key } = await mint.done('POST', '/management-keys', wish)
  const headers = { 'idempotency-key': 'shared', authorization: `Bearer ${key}` }
  await create('shared', { ...CLIENT, name: 'Shared' })
  const other = await mint.manage('POST', '/clients', { ...CLIENT, name: 'Shared' }, { headers })
  assert.equal(other.status, 201)
  assert.equal(await clientsNamed('Shared'), 2)
})

test('a key is free again after a day', async () => {
  await create('old', { ...CLIENT, name: 'Old' })
  mint.clock.advance(86_400)
  await create('old', { ...CLIENT, name: 'Old' })
  assert.equal(await clientsNamed('Old'), 2)
})

test('a key that is no key is refused', async () => {
  for (const key of ['', ' ', 'a b', 'x'.repeat(256)]) {
    assertProblem(await create(key), 400, 'parameter_malformed')
  }
})
