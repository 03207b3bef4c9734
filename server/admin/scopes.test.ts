import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, pointersOf, type TestAdmin } from './test/open-admin.ts'
import { clientToken, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Scope {
  readonly dialect: string
  readonly value: string
  readonly description: string
  readonly built_in: boolean
  readonly clients: number
}

async function scopes(query = ''): Promise<readonly Scope[]> {
  return (await mint.done('GET', `/scopes${query}`)).data as Scope[]
}

test('each style shows the scopes that it was born with', async () => {
  const vonage = await scopes('?dialect=vonage')
  assert.equal(vonage.length, 10)
  assert.ok(vonage.every((one) => one.built_in && one.dialect === 'vonage'))
  assert.equal(vonage.find((one) => one.value === 'stats')?.description, 'View Insights stats')
  assert.ok((await scopes()).length > 10)
  assertProblem(await mint.manage('GET', '/scopes?dialect=nobody'), 400)
})

test('a scope that an operator adds can be given to clients', async () => {
  const wish = { scopes: ['stats', 'orders:read'] }
  const body = { dialect: 'vonage', name: 'Orders', ...wish }
  const refused = await mint.manage('POST', '/clients', body)
  assert.deepEqual(pointersOf(refused), ['#/scopes/1'])
  assert.match(String(refused.json.detail), /orders:read/)

  const words = { description: 'Read orders', resource: 'Orders API' }
  const put = await mint.manage('PUT', '/scopes/vonage/orders:read', words)
  assert.equal(put.status, 200, put.text)
  const expected = {
    dialect: 'vonage',
    value: 'orders:read',
    ...words,
    built_in: false,
    clients: 0,
  }
  assert.deepEqual(put.json, expected)
  const client = await makeClient(mint, 'vonage', wish)
  const token = await clientToken(mint, '/Auth/connect/token', client, 'orders:read')
  assert.deepEqual((await mint.core.introspect(token)).scope, ['orders:read'])
})

test('a style whose scopes are open takes what no one has described', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['invoices:read'] })
  const token = await clientToken(mint, '/oauth/token', client, 'invoices:read')
  assert.deepEqual((await mint.core.introspect(token)).scope, ['invoices:read'])
})

test('a scope may be said anew, and a URL may be one', async () => {
  const again = { description: 'See the figures', resource: 'Figures' }
  const stats = await mint.done('PUT', '/scopes/vonage/stats', again)
  assert.deepEqual([stats.description, stats.built_in], ['See the figures', true])
  assert.equal((await scopes('?dialect=vonage')).length, 11)
  const url = 'https://api.example.test/orders'
  const words = { description: 'Orders', resource: 'Orders' }
  const put = await mint.done('PUT', `/scopes/standard/${encodeURIComponent(url)}`, words)
  assert.equal(put.value, url)
})

test('what is no scope value is refused', async () => {
  const words = { description: 'x', resource: 'x' }
  for (const value of ['two words', 'a,b', 'a"b', 'é', 'x'.repeat(101)]) {
    const path = `/scopes/standard/${encodeURIComponent(value)}`
    assert.ok([400, 414].includes((await mint.manage('PUT', path, words)).status), value)
  }
  assertProblem(await mint.manage('PUT', '/scopes/nobody/x', words), 400)
  assertProblem(await mint.manage('PUT', '/scopes/standard/x', { description: 'x' }), 400)
  assertProblem(await mint.manage('PUT', '/scopes/standard/x', { ...words, resource: '' }), 400)
})

test('a scope goes when no client has it; the style’s own get their words back', async () => {
  const words = { description: 'Try', resource: 'Try' }
  await mint.done('PUT', '/scopes/vonage/try', words)
  const remove = (path: string) => mint.manage('DELETE', `/scopes/${path}`)
  const { id } = await makeClient(mint, 'vonage', { scopes: ['stats', 'try'] })
  assertProblem(await remove('vonage/try'), 409, 'conflict')
  assertProblem(await remove('vonage/tr'), 404, 'not_found')
  mint.clock.advance(10)
  const counted = (await scopes('?dialect=vonage')).find((one) => one.value === 'try')
  assert.equal(counted?.clients, 1)
  await mint.done('PATCH', `/clients/${id}`, { scopes: ['stats'] })
  assert.equal((await remove('vonage/try')).status, 204)
  assertProblem(await remove('vonage/try'), 404, 'not_found')
  await mint.done('PUT', '/scopes/vonage/stats', words)
  assert.equal((await remove('vonage/stats')).status, 204)
  const stats = (await scopes('?dialect=vonage')).find((one) => one.value === 'stats')
  assert.equal(stats?.description, 'View Insights stats')
  assertProblem(await remove('vonage/stats'), 409, 'conflict')
  assertProblem(await remove('nobody/stats'), 404, 'not_found')
})
