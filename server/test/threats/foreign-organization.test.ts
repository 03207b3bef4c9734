// What belongs to another organization is not there: every route that names a thing answers for a
// foreign one byte for byte as for one that nobody ever made, and changes nothing (ASVS 8.2.2). The
// routes are read from the API's own description, so a new one cannot be forgotten.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { manage } from '../flows/admin.ts'
import { type Asker, keyAsker, newKey, personAsker } from '../management/actors.ts'
import { parametersOf, pathWith, readOperations } from '../management/operations.ts'
import { furnishOrganization, PLATFORMS } from '../management/organization.ts'
import { mintForThisFile } from '../mint.ts'
import type { Answer } from '../wire.ts'

const mint = await mintForThisFile()
const own = await furnishOrganization(mint, 'Mine')
const other = await furnishOrganization(mint, 'Theirs')
const administrator = { email: 'boss@demo.localhost', password: 'password of the boss' }
await manage(mint, '/users', {
  json: {
    ...administrator,
    name: 'Boss',
    roles: ['organization_admin'],
    organization_id: own.organizationId,
  },
})
const askers: readonly Asker[] = [
  keyAsker(mint, 'a key', await newKey(mint, ['*'], own.organizationId)),
  await personAsker(mint, 'an administrator', administrator),
]
const operations = await readOperations(mint)
const naming = operations.filter(({ path }) => parametersOf(path).length > 0)

const resourceOf = (path: string) => path.split('/')[3] ?? ''

test('every route that names a thing is tried, or names what belongs to nobody', () => {
  const untried = naming.filter(
    ({ path }) =>
      !PLATFORMS.includes(resourceOf(path)) && other.ids[resourceOf(path)] === undefined,
  )
  assert.deepEqual(untried, [], 'one of each is made in management/organization.ts')
})

test('they can be read with a right to them: the test is able to fail', async () => {
  for (const { path, method } of naming.filter(({ method }) => method === 'GET')) {
    const ids = other.ids[resourceOf(path)]
    if (ids === undefined) continue
    const answer = await manage(mint, pathWith(path, ids).slice('/admin/v1'.length), { method })
    assert.equal(answer.status, 200, `${path}: ${answer.text}`)
    for (const asker of askers) {
      const mine = await asker.ask(pathWith(path, own.ids[resourceOf(path)] ?? {}))
      assert.equal(mine.status, 200, `${asker.name} at ${path}: ${mine.text}`)
    }
  }
})

for (const asker of askers) {
  test(`${asker.name} reaches nothing of another organization by its id`, async () => {
    const before = await everythingOf()
    for (const { name, method, path, sample } of naming) {
      const ids = other.ids[resourceOf(path)]
      if (ids === undefined) continue
      const body = sample === undefined ? {} : { json: sample }
      const foreign = await asker.ask(pathWith(path, ids), { method, ...body })
      const nobodys = mapValues(ids, unknownLike)
      const unknown = await asker.ask(pathWith(path, nobodys), { method, ...body })
      if (PLATFORM_WRITES.has(name)) {
        assert.equal(foreign.status, 403, `${name}: ${foreign.text}`)
      } else {
        assert.equal(unknown.status, 404, `${name} of nobody's: ${unknown.text}`)
      }
      assert.equal(bare(foreign), bare(unknown), `${name} tells them apart`)
      // A thing of one's own does not lend its path to a foreign part.
      const mixed = { ...ids, id: own.ids[resourceOf(path)]?.id ?? '' }
      if (parametersOf(path).length > 1 && !PLATFORM_WRITES.has(name)) {
        const answer = await asker.ask(pathWith(path, mixed), { method, ...body })
        assert.equal(answer.status, 404, `${name} by way of one's own: ${answer.text}`)
      }
    }
    assert.deepEqual(await everythingOf(), before)
  })

  test(`${asker.name} sees nothing of another organization in any list`, async () => {
    for (const { method, path } of operations) {
      if (method !== 'GET' || parametersOf(path).length > 0) continue
      const answer = await asker.ask(`${path}${path.endsWith('/search') ? '?q=Theirs' : ''}`)
      if (answer.status === 403) continue
      assert.equal(answer.status, 200, `${path}: ${answer.text}`)
      assert.doesNotMatch(answer.text, new RegExp(other.mark, 'i'), path)
      for (const { id = 'none' } of Object.values(other.ids)) {
        assert.ok(!answer.text.includes(`"${id}"`), `${id} is in ${path}: ${answer.text}`)
      }
    }
  })

  test(`${asker.name} makes nothing for another organization`, async () => {
    const before = await everythingOf()
    for (const { name, method, path, schema, sample } of operations) {
      const fields = Object.keys(schema?.properties ?? {})
      if (method !== 'POST' || !fields.includes('organization_id')) continue
      const asked = (organization_id: number) =>
        asker.ask(path, { json: { ...Object(sample), organization_id } })
      const foreign = await asked(other.organizationId)
      const unknown = await asked(987_654)
      assert.ok(foreign.status >= 400 && foreign.status < 500, `${name}: ${foreign.text}`)
      assert.equal(bare(foreign), bare(unknown), name)
    }
    assert.deepEqual(await everythingOf(), before)
  })

  test(`${asker.name} neither knows nor ends another organization's token`, async () => {
    const [header, claims, signature = ''] = other.accessToken.split('.')
    const forged = [header, claims, [...signature].reverse().join('')].join('.')
    for (const { name, path, sample, schema } of operations) {
      if (!Object.keys(schema?.properties ?? {}).includes('token')) continue
      const asked = (token: string) => asker.ask(path, { json: { ...Object(sample), token } })
      const foreign = await asked(other.accessToken)
      const unknown = await asked(forged)
      assert.equal(bare(foreign), bare(unknown), name)
    }
    const still = await manage(mint, '/tokens/introspect', { json: { token: other.accessToken } })
    assert.equal(still.json().active, true, still.text)
  })
}

/** Of organizations there is nothing to change for those within one. */
const PLATFORM_WRITES = new Set(
  operations
    .filter(({ name, method }) => name.startsWith('organizations.') && method !== 'GET')
    .map(({ name }) => name),
)

/** As it is seen with a right to all of it. */
async function everythingOf(): Promise<readonly string[]> {
  const seen: string[] = []
  for (const { path, method, query } of operations) {
    if (method !== 'GET' || path.includes('audit') || path.includes('overview')) continue
    const ids = other.ids[resourceOf(path)] ?? {}
    if (parametersOf(path).some((name) => ids[name] === undefined)) continue
    const whole = pathWith(path, ids).slice('/admin/v1'.length)
    const own = query.includes('organization_id')
      ? `?organization_id=${other.organizationId}`
      : path.endsWith('/search')
        ? '?q=Theirs'
        : ''
    const answer = await manage(mint, `${whole}${own}`)
    if (path.endsWith('/me')) continue
    assert.equal(answer.status, 200, `${path}: ${answer.text}`)
    // The one is written some time after the use itself, the other is counted from now.
    const moving = /"(?:last_used_at|tokens_may_live_until)":("[^"]*"|null)/g
    seen.push(`${path} ${answer.text.replace(moving, '')}`)
  }
  return seen
}

/** Of the same form, and nobody's. */
function unknownLike(id: string): string {
  if (/^\d+$/.test(id)) return `${Number(id) + 700_000}`
  const [prefix = '', rest = ''] = id.split(/_(?=[^_]*$)/)
  return /^\d+$/.test(rest) ? `${prefix}_${Number(rest) + 700_000}` : `${prefix}_${'0'.repeat(12)}`
}

/** All that is answered but what is new in each answer. */
function bare({ status, headers, text }: Answer): string {
  const { date: _, 'x-request-id': requestId = '', ...rest } = headers
  return JSON.stringify([status, rest, text]).replaceAll(String(requestId), 'REQUEST')
}

function mapValues(
  from: Readonly<Record<string, string>>,
  change: (value: string) => string,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(from).map(([name, value]) => [name, change(value)]))
}
