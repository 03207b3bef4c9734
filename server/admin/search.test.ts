import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Hit {
  readonly kind: string
  readonly id: string
  readonly title: string
  readonly detail: string
}

async function search(text: string, key = mint.key): Promise<readonly Hit[]> {
  const headers = { authorization: `Bearer ${key}` }
  const path = `/search?q=${encodeURIComponent(text)}`
  const reply = await mint.manage('GET', path, undefined, { headers })
  assert.equal(reply.status, 200, reply.text)
  return reply.json.data as Hit[]
}

test('anything is found by its name or id, what is called just so first', async () => {
  const client = await makeClient(mint, 'vonage', { name: 'Heron Reports', scopes: ['stats'] })
  await makeClient(mint, 'standard', { name: 'Heron' })
  const user = await mint.done('POST', '/users', { email: 'heron@example.test', name: 'Ann' })
  const agent = await mint.done('POST', '/agents', { name: 'The heron' })
  await mint.done('POST', '/organizations', { name: 'Heron & Sons' })
  const address = { line1: '', city: 'Heron Bay', state: '', postal_code: '', country: 'CH' }
  await mint.done('POST', '/locations', { name: 'Office', address })
  await mint.done('PUT', '/apis/birds', {
    path: '/herons',
    upstreams: ['http://127.0.0.1:9'],
    routes: [{ methods: ['GET'], path: '/', scopes: ['birds'] }],
  })
  await mint.done('PUT', '/scopes/standard/birds', { description: 'See herons', resource: 'Birds' })
  await mint.done('POST', '/management-keys', { name: 'Heron key', permissions: ['users:read'] })
  const hits = await search('HERON')
  assert.deepEqual(hits.map((one) => one.kind).toSorted(), [
    'agent',
    'api',
    'client',
    'client',
    'location',
    'management_key',
    'organization',
    'scope',
    'user',
  ])
  assert.equal(hits[0]?.title, 'Heron')
  assert.deepEqual(
    hits.find((one) => one.kind === 'user'),
    { kind: 'user', id: user.id, title: 'Ann', detail: 'heron@example.test' },
  )
  assert.equal(hits.find((one) => one.kind === 'agent')?.id, String(agent.id))
  assert.equal((await search(client.id))[0]?.title, 'Heron Reports')
  assert.ok((await search('es256')).length === 0)
  const [key] = await search('signing')
  assert.equal(key, undefined)
  assert.ok((await search('eight')).some((one) => one.kind === 'signing_key'))
  for (const text of ['H%n', 'H_ron', 'Hero!n']) {
    assert.ok(!(await search(text)).some((one) => one.kind === 'client'), text)
  }
  for (const query of ['', '?q=', '?q=%20', `?q=${'x'.repeat(101)}`]) {
    assertProblem(await mint.manage('GET', `/search${query}`), 400)
  }
})

test('it is twenty findings at most', async () => {
  for (let i = 0; i < 9; i += 1) {
    await makeClient(mint, 'standard', { name: `Many ${i}` })
    await mint.done('POST', '/agents', { name: `Many ${i}` })
    await mint.done('POST', '/organizations', { name: `Many ${i}` })
    await mint.done('POST', '/users', { email: `many${i}@example.test`, name: `Many ${i}` })
  }
  assert.equal((await search('many')).length, 20)
})

test('an organization finds its own things, and nobody finds what they may not read', async () => {
  const { id } = await mint.done('POST', '/organizations', { name: 'Egret' })
  const own = await makeClient(mint, 'standard', { name: 'Egret own', organization_id: id })
  await makeClient(mint, 'standard', { name: 'Egret foreign' })
  await mint.done('POST', '/organizations', { name: 'Egret foreign' })
  await mint.done('POST', '/users', { email: 'egret@example.test', name: 'Egret foreign' })
  const keyWith = async (permissions: readonly string[]) => {
    const wish = { name: 'Egret key', permissions, organization_id: id }
    return String((await mint.done('POST', '/management-keys', wish)).management_key)
  }
  const all = await search('egret', await keyWith(['*']))
  assert.ok(all.every(({ title }) => !title.includes('foreign')))
  assert.deepEqual(
    new Set(all.map((one) => one.kind)),
    new Set(['client', 'organization', 'management_key']),
  )
  const little = await search('egret', await keyWith(['clients:read']))
  assert.deepEqual(
    little.map((one) => [one.kind, one.id]),
    [['client', own.id]],
  )
})
