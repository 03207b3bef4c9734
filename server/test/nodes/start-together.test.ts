// Three nodes start at the same instant on an empty database: what must be made once is made once.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, isActive } from '../flows/tokens.ts'
import { agentSignIn, eightByEight, vocera, vonage } from '../flows/vendors.ts'
import { freshDatabase, queryOnce } from '../postgres.ts'
import { nodeAt, nodesForThisFile } from './nodes.ts'

const nodes = await nodesForThisFile(await freshDatabase(), 3)
const first = nodeAt(nodes.all, 0)

test('each migration ran once, and each style has one signing key', async () => {
  const count = async (what: string, from: string) => {
    const { rows } = await queryOnce(nodes.databaseUrl, `select ${what} as n from ${from}`)
    return Number(rows[0]?.n)
  }
  const migrations = await count('count(*)', 'kysely_migration')
  assert.equal(migrations, await count('count(distinct name)', 'kysely_migration'))
  const keys = await count('count(*)', 'signing_keys')
  assert.ok(keys > 0)
  assert.equal(keys, await count('count(distinct dialect)', 'signing_keys'))
})

test('all nodes publish the same keys', async () => {
  for (const path of [first.endpoints.jwks, '/Auth/.well-known/jwks']) {
    const expected = (await first.request(path)).json()
    assert.ok(Array.isArray(expected.keys) && expected.keys.length > 0)
    for (const node of nodes.all) assert.deepEqual((await node.request(path)).json(), expected)
  }
})

test('there is one demo, and each node knows its credentials', async () => {
  for (const node of nodes.all) assert.deepEqual(node.demo, first.demo)
  const page = await first.request('/admin/v1/clients', {
    headers: { Authorization: `Bearer ${first.demo.management_key}` },
  })
  const found = page.json().data
  assert.ok(Array.isArray(found))
  assert.equal(found.length, 6, 'one client for each style')
  for (const node of nodes.all) {
    assert.equal((await clientCredentials(node)).status, 200)
    assert.equal((await vonage(node)).status, 200)
    assert.equal((await vocera(node)).status, 200)
    const room = await eightByEight(node)
    assert.equal((await agentSignIn(node, room.field('auth_token'))).status, 200)
  }
})

test('a token of any node is good on every other', async () => {
  const owner = authorizationOf(first).standard
  for (const issuing of nodes.all) {
    const token = (await clientCredentials(issuing)).field('access_token')
    for (const node of nodes.all) assert.equal(await isActive(node, owner, token), true)
  }
})
