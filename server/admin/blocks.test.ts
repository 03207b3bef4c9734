import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin({
    MINTMARK_LIMITS_PASSWORD_PER_ACCOUNT: '3',
    MINTMARK_LIMITS_SECRET_PER_CLIENT: '2',
  })
})
after(() => mint.close())

interface Block {
  readonly id: string
  readonly bucket: string
  readonly subject: string
  readonly refusals: number
}

async function blocks(): Promise<readonly Block[]> {
  return (await mint.done('GET', '/blocks')).data as Block[]
}

const authenticate = (password: string) =>
  mint.core.passwords.authenticate('Ada@example.test', password, '192.0.2.9')

async function guessUntilRefused(): Promise<void> {
  for (let i = 0; i < 3; i += 1) await authenticate('wrong')
  for (let i = 0; i < 2; i += 1) {
    await assert.rejects(authenticate('wrong'), { code: 'too_many_attempts' })
  }
}

test('who has used up their attempts is listed, and let in again when that is lifted', async () => {
  await mint.done('POST', '/users', {
    email: 'ada@example.test',
    name: 'Ada',
    password: 'lorem quite unusual',
  })
  assert.deepEqual(await blocks(), [])
  await guessUntilRefused()
  const [block, ...others] = await blocks()
  assert.deepEqual(others, [])
  const { bucket, subject, refusals } = block ?? {}
  assert.deepEqual([bucket, subject, refusals], ['password_per_account', 'ada@example.test', 2])
  await assert.rejects(authenticate('lorem quite unusual'), { code: 'too_many_attempts' })
  const lift = () => mint.manage('DELETE', `/blocks/${block?.id}`)
  assert.equal((await lift()).status, 204)
  assert.equal((await authenticate('lorem quite unusual'))?.email, 'ada@example.test')
  assert.deepEqual(await blocks(), [], 'what was noted before it was lifted is forgotten')
  assertProblem(await lift(), 404, 'not_found')
  const record = await mint.done('GET', '/audit-events?action=admin.blocks.lift&outcome=granted')
  assert.equal((record.data as unknown[]).length, 1)
  assert.ok(!JSON.stringify(record).includes('ada@'), 'the record is kept for longer than a block')
})

test('a block ends by itself, and another window is another block', async () => {
  await guessUntilRefused()
  mint.clock.advance(3_600)
  assert.deepEqual(await blocks(), [])
  await guessUntilRefused()
  assert.equal((await blocks()).length, 1)
})

test('a client whose secret is guessed is named with the address that guesses', async () => {
  const { id } = await makeClient(mint, 'standard')
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: 'wrong' }
  for (let i = 0; i < 4; i += 1) await mint.send('POST', '/oauth/token', { form })
  const found = (await blocks()).find((one) => one.bucket === 'secret_per_client')
  assert.equal(found?.subject, `${id} 127.0.0.1`)
  assert.equal(found?.refusals, 2)
})

test('people and keys of an organization see no blocks', async () => {
  const { id } = await mint.done('POST', '/organizations', { name: 'Own' })
  const made = await mint.done('POST', '/management-keys', {
    name: 'Own',
    permissions: ['*'],
    organization_id: id,
  })
  const headers = { authorization: `Bearer ${made.management_key}` }
  const refused = await mint.manage('GET', '/blocks', undefined, { headers })
  assertProblem(refused, 403, 'insufficient_scope')
})
