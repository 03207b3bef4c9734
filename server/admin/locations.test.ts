// Locations and the availability of agents: what two vendors' resources serve, kept by operators.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'

let mint: TestAdmin
let own: number
let other: number
before(async () => {
  mint = await openTestAdmin()
  own = Number((await mint.done('POST', '/organizations', { name: 'Own' })).id)
  other = Number((await mint.done('POST', '/organizations', { name: 'Other' })).id)
})
after(() => mint.close())

type Verb = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

async function within(organization_id: number) {
  const wish = { name: 'Within', permissions: ['*'], organization_id }
  const { management_key: key } = await mint.done('POST', '/management-keys', wish)
  return (method: Verb, path: string, body?: unknown) =>
    mint.manage(method, path, body, { headers: { authorization: `Bearer ${key}` } })
}

const address = {
  line1: '1 Market Street',
  city: 'Basel',
  state: '',
  postal_code: '1',
  country: 'CH',
}
const counts = { ready: 3, away: 1, extended_away: 0, logged_out: 2 }

test('a location is added, found, changed by field and deleted', async () => {
  const made = await mint.done('POST', '/locations', { name: 'Harbour', address })
  assert.match(String(made.id), /^loc_\d+$/)
  assert.deepEqual(
    [made.enabled, made.locale, made.timezone, made.capacity_limit, made.address],
    [true, 'en', 'UTC', null, address],
  )
  const path = `/locations/${made.id}`
  mint.clock.advance(5)
  const changes = { capacity_limit: 12, timezone: 'Europe/Zurich', enabled: false }
  const changed = await mint.done('PATCH', path, changes)
  assert.deepEqual(changed, { ...made, ...changes, updated_at: changed.updated_at })
  assert.notEqual(changed.updated_at, made.updated_at)
  assert.deepEqual((await mint.done('GET', '/locations?q=HARB')).data, [changed])
  assert.equal((await mint.manage('DELETE', path)).status, 204)
  for (const id of [made.id, 'loc_0', 'loc_999999', '1']) {
    assertProblem(await mint.manage('GET', `/locations/${id}`), 404, 'not_found')
  }
  for (const [wish, pointer] of [
    [{ locale: 'en_US' }, '#/locale'],
    [{ timezone: 'Mars/Base' }, '#/timezone'],
    [{ address: { ...address, country: 'Swiss' } }, '#/address/country'],
    [{ address: { country: 'CH' } }, '#/address/line1'],
    [{ capacity_limit: -1 }, '#/capacity_limit'],
    [{ logo: 'x' }, '#/logo'],
  ] as const) {
    const refused = await mint.manage('POST', '/locations', { name: 'X', address, ...wish })
    assert.deepEqual([refused.status, pointersOf(refused)[0]], [400, pointer], refused.text)
  }
})

test('a skill is put, counted anew and removed, and a list goes on page by page', async () => {
  const at = (skill: string) => `/availability/${own}/${encodeURIComponent(skill)}`
  for (const skill of ['Sales', 'Größe 50%', 'Support']) await mint.done('PUT', at(skill), counts)
  await mint.done('PUT', `/availability/${other}/Sales`, counts)
  const again = await mint.done('PUT', at('Sales'), { ...counts, ready: 9 })
  assert.deepEqual(again, { organization_id: own, skill: 'Sales', ...counts, ready: 9 })
  assert.deepEqual(await mint.done('GET', at('Sales')), again)
  const seen: string[] = []
  let cursor: unknown = ''
  while (cursor !== null) {
    const page = await mint.done('GET', `/availability?limit=1${cursor && `&cursor=${cursor}`}`)
    seen.push(...(page.data as { skill: string }[]).map((one) => one.skill))
    cursor = page.next_cursor
  }
  assert.deepEqual(seen.toSorted(), ['Größe 50%', 'Sales', 'Sales', 'Support'])
  assert.equal((await mint.manage('DELETE', at('Sales'))).status, 204)
  assertProblem(await mint.manage('DELETE', at('Sales')), 404, 'not_found')
  for (const name of ['a,b', ' a', 'a\u0007', 'x'.repeat(101)]) {
    assert.equal((await mint.manage('PUT', at(name), counts)).status, 400, name)
  }
  assertProblem(await mint.manage('GET', '/availability?cursor=x'), 400)
})

test('what belongs to another organization is not there, and is not made there', async () => {
  const ours = await within(own)
  const wish = { name: 'Theirs', address, organization_id: other }
  const theirs = await mint.done('POST', '/locations', wish)
  await mint.done('PUT', `/availability/${other}/Theirs`, counts)
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    assertProblem(await ours(method, `/locations/${theirs.id}`, undefined), 404, 'not_found')
  }
  for (const path of [`/availability/${other}/Theirs`, '/availability/424242/Theirs']) {
    for (const method of ['GET', 'PUT', 'DELETE'] as const) {
      const refused = await ours(method, path, method === 'PUT' ? counts : undefined)
      assertProblem(refused, 404, 'not_found')
    }
  }
  assertProblem(await ours('POST', '/locations', wish), 400)
  for (const path of ['/locations', '/availability', `/availability?organization_id=${other}`]) {
    assert.doesNotMatch((await ours('GET', path)).text, /Theirs/)
  }
})
