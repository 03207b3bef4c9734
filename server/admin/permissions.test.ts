import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { PERMISSIONS } from './permissions.ts'
import { assertProblem, openTestAdmin, type Reply, type TestAdmin } from './test/open-admin.ts'

let mint: TestAdmin
let own: number
let other: number
before(async () => {
  mint = await openTestAdmin()
  own = Number((await mint.done('POST', '/organizations', { name: 'Own' })).id)
  other = Number((await mint.done('POST', '/organizations', { name: 'Other' })).id)
})
after(() => mint.close())

async function keyWith(permissions: readonly string[], organization_id?: number) {
  const wish = { name: 'Limited', permissions, organization_id }
  const { management_key: key } = await mint.done('POST', '/management-keys', wish)
  return (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) =>
    mint.manage(method, path, body, { headers: { authorization: `Bearer ${key}` } })
}

function names(reply: Reply): unknown[] {
  return (reply.json.data as { name: unknown }[]).map((one) => one.name)
}

test('a key may do what its permissions say and nothing else', async () => {
  const reader = await keyWith(['clients:read'])
  assert.equal((await reader('GET', '/clients')).status, 200)
  const wish = { dialect: 'standard', name: 'No' }
  const refused = await reader('POST', '/clients', wish)
  assertProblem(refused, 403, 'insufficient_scope')
  assert.match(String(refused.json.detail), /clients:write/)
  assertProblem(await reader('GET', '/users'), 403, 'insufficient_scope')
  assertProblem(await reader('GET', '/audit-events'), 403, 'insufficient_scope')
  const me = await reader('GET', '/me')
  assert.deepEqual(me.json.permissions, ['clients:read'])
})

test('nobody makes a key that may do more than they may', async () => {
  const maker = await keyWith(['management-keys:write', 'clients:read'])
  const wish = (permissions: string[]) => ({ name: 'More', permissions })
  assert.equal((await maker('POST', '/management-keys', wish(['clients:read']))).status, 201)
  for (const more of ['*', 'clients:write', 'users:read']) {
    assertProblem(await maker('POST', '/management-keys', wish([more])), 400)
  }
})

test('an organization’s key sees and changes its own organization only', async () => {
  const within = await keyWith(['*'], own)
  const wish = { dialect: 'standard', name: 'Ours', scopes: ['api:read'] }
  const ours = await within('POST', '/clients', wish)
  assert.equal(ours.json.organization_id, own)
  const theirs = await mint.done('POST', '/clients', {
    ...wish,
    name: 'Theirs',
    organization_id: other,
  })
  assert.deepEqual(names(await within('GET', '/clients')), ['Ours'])
  assert.deepEqual(names(await within('GET', `/clients?organization_id=${other}`)), [])
  assert.deepEqual(names(await within('GET', '/organizations')), ['Own'])
  for (const id of [theirs.id, 'mmc_nobody']) {
    assertProblem(await within('GET', `/clients/${id}`), 404, 'not_found')
    assertProblem(await within('PATCH', `/clients/${id}`, { name: 'Mine' }), 404, 'not_found')
    assertProblem(await within('DELETE', `/clients/${id}`), 404, 'not_found')
    assertProblem(await within('POST', `/clients/${id}/credentials`, {}), 404, 'not_found')
  }
  assertProblem(await within('POST', '/clients', { ...wish, organization_id: other }), 400)
})

test('what is the platform’s is not an organization’s to change', async () => {
  const within = await keyWith(['*'], own)
  const wish = { name: 'Third' }
  assertProblem(await within('POST', '/organizations', wish), 403, 'insufficient_scope')
  const rotation = { dialect: 'standard' }
  assertProblem(await within('POST', '/signing-keys/rotate', rotation), 403, 'insufficient_scope')
  assert.equal((await within('GET', '/signing-keys')).status, 200)
})

test('another organization’s token is as unknown as one that nobody ever made', async () => {
  const within = await keyWith(['*'], own)
  const theirs = await mint.done('POST', '/clients', {
    dialect: 'standard',
    name: 'Theirs',
    organization_id: other,
  })
  const explain = async (token: unknown) =>
    (await within('POST', '/tokens/explain', { token })).json
  const foreign = await explain(theirs.client_secret)
  const madeUp = await explain('mm_cs_0000000000000000000000000000000000')
  assert.equal(foreign.kind, 'unknown')
  assert.equal(foreign.alive, false)
  assert.equal(foreign.client_id, null)
  assert.equal(madeUp.kind, 'unknown')
  const revoked = await within('POST', '/tokens/revoke', { token: theirs.client_secret })
  assert.deepEqual(revoked.json, { revoked: false, kind: null })
  assert.equal((await mint.done('GET', `/clients/${theirs.id}`)).enabled, true)
})

test('an administrator neither makes an operator nor takes the place of one', async () => {
  const within = await keyWith(['*'], own)
  const person = { name: 'Ann', email: 'ann@own.test', password: 'correct horse battery' }
  assertProblem(
    await within('POST', '/users', { ...person, roles: ['operator'] }),
    403,
    'access_denied',
  )
  const operator = await mint.done('POST', '/users', {
    ...person,
    roles: ['operator'],
    organization_id: own,
  })
  const password = 'another long password'
  assertProblem(await within('PATCH', `/users/${operator.id}`, { password }), 403, 'access_denied')
  const colleague = { name: 'Bob', email: 'bob@own.test', roles: ['developer'] }
  assert.equal((await within('POST', '/users', colleague)).status, 201)
})

test('an organization’s record holds what concerns it', async () => {
  const within = await keyWith(['*'], own)
  await within('POST', '/clients', { dialect: 'standard', name: 'Recorded' })
  await mint.done('POST', '/clients', { dialect: 'standard', name: 'X', organization_id: other })
  const all = (await mint.done('GET', '/audit-events?limit=100')).data as { client_id: string }[]
  const seen = (await within('GET', '/audit-events?limit=100')).json.data as typeof all
  assert.ok(seen.length > 0 && seen.length < all.length)
  const clients = (await within('GET', '/clients')).json.data as { id: string }[]
  const ids = new Set(clients.map((one) => one.id))
  for (const { client_id: id } of seen) assert.ok(id === null || ids.has(id), id)
})

test('every permission is one that some role has', () => {
  assert.equal(new Set(PERMISSIONS).size, PERMISSIONS.length)
})
