import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

let people = 0
async function makeUser(wish: Record<string, unknown> = {}) {
  people += 1
  const body = { email: `guest${people}@example.test`, name: `Guest ${people}`, ...wish }
  return mint.done('POST', '/users', body)
}

test('a plan is made, renamed, found and deleted', async () => {
  const made = await mint.done('POST', '/plans', { name: 'Choir plan' })
  assert.match(String(made.id), /^pln_\d+$/)
  assert.match(String(made.plan_key), /^mm_rk_/)
  assert.deepEqual(Object.keys(made), ['id', 'name', 'organization_id', 'plan_key', 'guests'])
  const path = `/plans/${made.id}`
  const renamed = await mint.done('PATCH', path, { name: 'Band 50%' })
  assert.deepEqual(renamed, { ...made, name: 'Band 50%' })
  const found = await mint.done('GET', '/plans?q=50%25')
  assert.deepEqual(found.data, [renamed])
  assert.deepEqual((await mint.done('GET', '/plans?q=Choir')).data, [])
  assert.equal((await mint.manage('DELETE', path)).status, 204)
  for (const id of [made.id, 'pln_0', 'pln_99999', 'x']) {
    assertProblem(await mint.manage('GET', `/plans/${id}`), 404, 'not_found')
  }
})

test('guests come and go, and manage the plan from the next request on', async () => {
  const { id } = await mint.done('POST', '/plans', { name: 'Tour' })
  const user = await makeUser()
  const path = `/plans/${id}/guests/${user.id}`
  const guest = { id: user.id, name: user.name, email: user.email }
  assert.deepEqual((await mint.done('PUT', path)).guests, [guest])
  assert.deepEqual((await mint.done('PUT', path)).guests, [guest], 'twice is once')
  const planId = Number(String(id).slice(4))
  const stored = await mint.core.store.users.loadByPublicId(String(user.id))
  assert.ok(stored)
  assert.ok(await mint.core.store.plans.isManagedBy(planId, stored.id))
  assert.equal((await mint.manage('DELETE', path)).status, 204)
  assert.ok(!(await mint.core.store.plans.isManagedBy(planId, stored.id)))
  assertProblem(await mint.manage('DELETE', path), 404, 'not_found')
})

test('a plan’s guests are of its own organization', async () => {
  const elsewhere = await mint.done('POST', '/organizations', { name: 'Elsewhere' })
  const stranger = await makeUser({ organization_id: elsewhere.id })
  const plan = await mint.done('POST', '/plans', { name: 'Ours' })
  const foreign = await mint.done('POST', '/plans', {
    name: 'Theirs',
    organization_id: elsewhere.id,
  })
  for (const user of [stranger.id, 'usr_nobody']) {
    assertProblem(await mint.manage('PUT', `/plans/${plan.id}/guests/${user}`), 404, 'not_found')
  }
  assert.equal((await mint.manage('PUT', `/plans/${foreign.id}/guests/${stranger.id}`)).status, 200)
})

test('organizations are renamed and say how much belongs to them', async () => {
  const made = await mint.done('POST', '/organizations', { name: 'Counted' })
  const of = { organization_id: made.id }
  const user = await makeUser(of)
  await makeUser(of)
  await mint.manage('DELETE', `/users/${user.id}`)
  await mint.done('POST', '/clients', { dialect: 'standard', name: 'One', ...of })
  await mint.done('POST', '/agents', { name: 'Desk', ...of })
  await mint.done('POST', '/agents', { name: 'Door', ...of })
  const renamed = await mint.done('PATCH', `/organizations/${made.id}`, { name: 'Renamed' })
  assert.deepEqual(renamed, { ...made, name: 'Renamed', clients: 1, users: 1, agents: 2 })
  const listed = (await mint.done('GET', '/organizations')).data as { id: unknown }[]
  assert.deepEqual(
    listed.find((one) => one.id === made.id),
    renamed,
  )
  for (const id of ['0', '424242', 'x', '1e3']) {
    assertProblem(await mint.manage('GET', `/organizations/${id}`), 404, 'not_found')
    assertProblem(await mint.manage('PATCH', `/organizations/${id}`, { name: 'x' }), 404)
  }
})
