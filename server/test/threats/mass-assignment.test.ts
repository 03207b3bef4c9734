// The management API takes the fields that it documents and refuses a request that holds any other,
// so that nobody sets an owner, an identifier, a limit or a right by guessing its name.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createClient, manage } from '../flows/admin.ts'
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

async function list(): Promise<string> {
  const answer = await manage(mint, '/clients')
  assert.equal(answer.status, 200, answer.text)
  return answer.text
}

function assertUnknownField(status: number, text: string, field: string) {
  assert.equal(status, 400, `${field}: ${text}`)
  assert.ok(text.includes(field.trim()), `the refusal names ${field}: ${text}`)
}
