// Every route of the management API asks for a management key, and takes no field that it does not
// document. The routes are read from its own description, so that a new one cannot be forgotten.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manage } from '../flows/admin.ts'
import { kindsOf } from '../kinds.ts'
import { readOperations } from '../management/operations.ts'
import { mintForThisFile } from '../mint.ts'
import { assertClean401, assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()

const operations = await readOperations(mint)

test('the description names every route that this test walks', () => {
  assert.ok(operations.length >= 20, `${operations.length} operations`)
  assert.ok(operations.filter(({ schema }) => schema !== undefined).length >= 8)
})

test('no route answers without a management key', async () => {
  for (const { method, path } of operations) {
    const json = method === 'GET' || method === 'DELETE' ? {} : { json: {} }
    const answer = await mint.request(path, { method, ...json })
    assert.equal(answer.status, 401, `${method} ${path}: ${answer.text}`)
    assertClean401(answer)
  }
})

test('no route answers to any other kind of credential', async () => {
  const kinds = Object.entries(await kindsOf(mint)).filter(([kind]) => kind !== 'management key')
  for (const [n, { method, path }] of operations.entries()) {
    // Every kind at some routes and every route with some kinds: guesses are limited per minute.
    const some = kinds.filter((_, index) => (index + n) % 8 === 0)
    for (const [kind, { value }] of some) {
      const headers = { Authorization: `Bearer ${value}` }
      const json = method === 'GET' || method === 'DELETE' ? {} : { json: {} }
      const answer = await mint.request(path, { method, headers, ...json })
      assert.equal(answer.status, 401, `${kind} at ${method} ${path}: ${answer.text}`)
    }
  }
})

test('no route takes a field that it does not document', async () => {
  for (const { method, path, schema } of operations) {
    if (schema === undefined) continue
    assert.equal(schema.additionalProperties, false, `${method} ${path} takes any field`)
    if (path.includes('{')) continue
    for (const field of ['is_admin', 'tenant_id', 'created_by', 'created_at']) {
      const wanted = { name: 'Named', email: 'new@demo.localhost', dialect: 'vonage', token: 'any' }
      const allowed = new Set(Object.keys(schema.properties ?? {}))
      const known = Object.entries(wanted).filter(([name]) => allowed.has(name))
      const json = { ...Object.fromEntries(known), [field]: true }
      const answer = await manage(mint, path.slice('/admin/v1'.length), { method, json })
      assert.equal(answer.status, 400, `${field} at ${method} ${path}: ${answer.text}`)
      assertRefused(answer, 400)
      assert.ok(answer.text.includes(field), `${method} ${path} names ${field}: ${answer.text}`)
    }
  }
})
