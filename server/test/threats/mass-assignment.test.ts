// The management API takes the fields that it documents and refuses a request that holds any other,
// so that nobody sets an owner, an identifier, a limit or a right by guessing its name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, manage } from '../flows/admin.ts'
import { keyAsker, newKey } from '../management/actors.ts'
import { parametersOf, pathWith, readOperations } from '../management/operations.ts'
import { furnishOrganization } from '../management/organization.ts'
import { mintForThisFile } from '../mint.ts'
import { assertRefused } from '../refusal.ts'

const mint = await mintForThisFile()

const fields: Readonly<Record<string, unknown>> = {
  id: 1,
  client_id: 'mm_chosen_by_caller',
  client_secret: 'chosen_by_the_caller',
  secret_hash: 'aa',
  userId: 1,
  user_id: 1,
  owner: 'operator',
  tenant_id: 1,
  permissions: ['*'],
  roles: ['operator'],
  is_admin: true,
  isAdmin: true,
  trusted: true,
  skip_consent: true,
  rateLimitMax: 1_000_000,
  rate_limit: 0,
  expires_at: 4_102_444_800,
  created_at: 0,
  revoked_at: null,
  disabled: false,
  grant_types: ['password'],
  Scopes: ['admin:write'],
  'scopes ': ['admin:write'],
}

/** Columns that stand behind what the API shows. */
const UNSEEN: Readonly<Record<string, unknown>> = {
  public_id: 'usr_chosen_by_caller',
  created_by: { kind: 'user', id: 'usr_1', name: 'Somebody else' },
  last_used_at: '2026-01-01T00:00:00Z',
  last_signed_in_at: null,
  password_hash: 'x',
  totp_secret: 'x',
  has_second_factor: false,
  is_built_in: true,
  csrf_token: 'x',
  __proto__x: {},
}

const wanted = { dialect: 'vonage', name: 'Mass assignment', scopes: ['stats'] }

test('a new client with any other field is refused, the field named, nothing made', async () => {
  const before = await list()
  for (const [field, value] of Object.entries(fields)) {
    const answer = await manage(mint, '/clients', { json: { ...wanted, [field]: value } })
    assertUnknownField(answer.status, answer.text, field)
    assertRefused(answer, 400)
  }
  assert.deepEqual(await list(), before)
})

test('changing a client by any other field is refused and changes nothing', async () => {
  const { id } = await createClient(mint, wanted)
  const before = await manage(mint, `/clients/${id}`)
  assert.equal(before.status, 200, before.text)
  for (const [field, value] of Object.entries(fields)) {
    const json = { name: 'Renamed', [field]: value }
    const answer = await manage(mint, `/clients/${id}`, { method: 'PATCH', json })
    assertUnknownField(answer.status, answer.text, field)
    assertRefused(answer, 400)
  }
  const dialect = await manage(mint, `/clients/${id}`, {
    method: 'PATCH',
    json: { dialect: 'standard' },
  })
  assert.equal(dialect.status, 400, 'a client stays in its dialect')
  assert.deepEqual((await manage(mint, `/clients/${id}`)).json(), before.json())
})

test('the documented fields alone do create and change a client', async () => {
  const { id } = await createClient(mint, wanted)
  const json = { name: 'Renamed', access_token_lifetime_seconds: 7200 }
  const answer = await manage(mint, `/clients/${id}`, { method: 'PATCH', json })
  assert.equal(answer.status, 200, answer.text)
  const after = (await manage(mint, `/clients/${id}`)).json()
  assert.equal(after.name, 'Renamed')
  assert.equal(after.access_token_lifetime_seconds, 7200)
})

test('what is shown of a thing but cannot be set is refused in every change of it', async () => {
  const { ids, organizationId } = await furnishOrganization(mint, 'Assigned')
  const operations = await readOperations(mint)
  const ownKey = await newKey(mint, ['*'], organizationId)
  const changes = operations.filter(
    ({ method, path, schema }) =>
      schema !== undefined && method === 'PATCH' && parametersOf(path).length === 1,
  )
  assert.ok(changes.length >= 3)
  for (const { name, path, schema, sample } of changes) {
    const values = ids[path.split('/')[3] ?? '']
    if (values === undefined) continue
    const whole = pathWith(path, values)
    const before = await manage(mint, whole.slice('/admin/v1'.length))
    assert.equal(before.status, 200, before.text)
    const settable = Object.keys(Object(schema?.properties))
    const shown = Object.entries(before.json()).filter(([field]) => !settable.includes(field))
    for (const asker of [
      keyAsker(mint, 'an operator', mint.demo.management_key),
      keyAsker(mint, 'an organization', ownKey),
    ]) {
      for (const [field, value] of [...shown, ...Object.entries(UNSEEN)]) {
        if (settable.includes(field)) continue
        const json = { ...Object(sample), [field]: value }
        const answer = await asker.ask(whole, { method: 'PATCH', json })
        if (answer.status === 403) continue
        assertUnknownField(answer.status, answer.text, field)
      }
    }
    assert.deepEqual(
      (await manage(mint, whole.slice('/admin/v1'.length))).json(),
      before.json(),
      name,
    )
  }
})

test('whoever makes a thing does not choose what it is counted by or who made it', async () => {
  for (const { name, method, path, schema, sample } of await readOperations(mint)) {
    if (method !== 'POST' || schema === undefined || parametersOf(path).length > 0) continue
    const settable = Object.keys(Object(schema.properties))
    for (const [field, value] of Object.entries(UNSEEN)) {
      if (settable.includes(field)) continue
      const json = { ...Object(sample), [field]: value }
      const answer = await manage(mint, path.slice('/admin/v1'.length), { json })
      assert.equal(answer.status, 400, `${field} at ${name}: ${answer.text}`)
      assertUnknownField(answer.status, answer.text, field)
    }
  }
})

async function list(): Promise<string> {
  const answer = await manage(mint, '/clients')
  assert.equal(answer.status, 200, answer.text)
  return answer.text
}

function assertUnknownField(status: number, text: string, field: string) {
  assert.equal(status, 400, `${field}: ${text}`)
  assert.ok(text.includes(field.trim()), `the refusal names ${field}: ${text}`)
}
