// A management key may do what its permissions say, on every route: what it was not given is
// refused before anything else is looked at (ASVS 8.2.1). The routes are read from the API's own
// description, so a new one cannot be forgotten.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manage } from '../flows/admin.ts'
import { keyAsker, newKey } from '../management/actors.ts'
import { parametersOf, pathWith, readOperations } from '../management/operations.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()
/** Whoever asks is told who they are, and finds what they may read. */
const OPEN_TO_ALL = ['me.read', 'search.find']
const operations = (await readOperations(mint)).filter(({ name }) => !OPEN_TO_ALL.includes(name))
const all = await permissionsOf(await newKey(mint, ['*']))

/** Nothing that is there, so that nothing is lost if a route should let the key in. */
const pathOf = (path: string) =>
  pathWith(path, Object.fromEntries(parametersOf(path).map((name) => [name, 'nothing'])))

async function permissionsOf(key: string): Promise<readonly string[]> {
  const { permissions } = (await keyAsker(mint, 'it', key).ask('/admin/v1/me')).json()
  assert.ok(Array.isArray(permissions) && permissions.length > 20, 'a key knows what it may do')
  return permissions.map(String)
}

async function neededFor(name: string, method: string, path: string): Promise<string> {
  const answer = await barely.ask(pathOf(path), { method, ...bodyOf(method) })
  assert.equal(answer.status, 403, `${name} lets a key in that may nothing: ${answer.text}`)
  const { code, detail } = answer.json()
  assert.equal(code, 'insufficient_scope', name)
  assertRefused(answer, 403)
  const needed = all.find((permission) => String(detail).includes(permission))
  assert.ok(needed !== undefined, `${name} does not say what it needs: ${detail}`)
  return needed
}

const bodyOf = (method: string) => (method === 'GET' || method === 'DELETE' ? {} : { json: {} })

/** A key has one permission at least; this one is asked of no route but those of its own kind. */
const barely = keyAsker(
  mint,
  'a key that may next to nothing',
  await newKey(mint, ['regions:read']),
)

test('every route refuses a key without its permission, and names that permission', async () => {
  for (const { name, method, path } of operations) {
    if (name.startsWith('regions.') && method === 'GET') continue
    const needed = await neededFor(name, method, path)
    assert.match(needed, method === 'GET' ? /:read$/ : /:(read|write)$/, name)
  }
})

test('a search finds nothing of what a key may not read', async () => {
  const path = '/admin/v1/search?q=demo'
  const all = await keyAsker(mint, 'a key', mint.demo.management_key).ask(path)
  assert.match(all.text, /"kind":"client"/)
  const found = (await barely.ask(path)).json()
  assert.deepEqual(found.data, [])
})

test('all other permissions together do not make up for the one that is missing', async () => {
  const needs = new Map<string, (typeof operations)[number][]>()
  for (const one of operations) {
    if (one.name.startsWith('regions.') && one.method === 'GET') continue
    const needed = await neededFor(one.name, one.method, one.path)
    needs.set(needed, [...(needs.get(needed) ?? []), one])
  }
  for (const [needed, routes] of needs) {
    const rest = all.filter((permission) => permission !== needed)
    const asker = keyAsker(mint, `all but ${needed}`, await newKey(mint, rest))
    const alone = keyAsker(mint, needed, await newKey(mint, [needed]))
    for (const { name, method, path } of routes) {
      const refused = await asker.ask(pathOf(path), { method, ...bodyOf(method) })
      assert.equal(refused.status, 403, `${name} with ${asker.name}: ${refused.text}`)
      if (method !== 'GET') continue
      const answer = await alone.ask(pathOf(path))
      assert.notEqual(answer.status, 403, `${name} with ${alone.name}: ${answer.text}`)
    }
  }
})

test('a key of one organization is never let near what is the whole platform’s', async () => {
  const made = await manage(mint, '/organizations', { json: { name: 'Small company' } })
  const key = await newKey(mint, ['*'], Number(made.json().id))
  const asker = keyAsker(mint, 'a key of an organization', key)
  for (const { name, method, path } of operations) {
    const isPlatforms = /^(organizations|scopes|signing-keys|dialects|regions)\./.test(name)
    const isHidden = /^(blocks|apis)\./.test(name)
    if (!(isPlatforms && method !== 'GET') && !isHidden) continue
    const answer = await asker.ask(pathOf(path), { method, ...bodyOf(method) })
    assert.equal(answer.status, 403, `${name}: ${answer.text}`)
  }
})
