import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

test('a secret may be born with an end, get another one, and lose it again', async () => {
  const made = await mint.done('POST', '/clients', {
    dialect: 'standard',
    name: 'Made for a while',
    expires_in_seconds: 60,
  })
  const opens = async () => {
    const form = {
      grant_type: 'client_credentials',
      client_id: String(made.client_id),
      client_secret: String(made.client_secret),
    }
    return (await mint.send('POST', '/oauth/token', { form })).status === 200
  }
  const [first] = made.credentials as { id: string; state: string }[]
  assert.equal(first?.state, 'ending')
  const path = `/clients/${made.id}/credentials/${first?.id}`
  mint.clock.advance(59)
  assert.equal(await opens(), true)
  assert.equal((await mint.done('PATCH', path, { expires_in_seconds: null })).state, 'live')
  mint.clock.advance(60)
  assert.equal(await opens(), true)
  assert.equal((await mint.done('PATCH', path, { expires_in_seconds: 10 })).state, 'ending')
  mint.clock.advance(10)
  assert.equal(await opens(), false)
  assertProblem(await mint.manage('PATCH', path, { expires_in_seconds: null }), 409, 'conflict')
})
