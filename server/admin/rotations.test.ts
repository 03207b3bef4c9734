import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

const TOKEN = '/oauth/token'

interface Held {
  readonly id: string
  readonly secret: string
}

async function opens({ id, secret }: Held): Promise<boolean> {
  const form = { grant_type: 'client_credentials', client_id: id, client_secret: secret }
  return (await mint.send('POST', TOKEN, { form })).status === 200
}

async function rotate({ id }: Held, overlap_seconds: number): Promise<Held> {
  const made = await mint.done('POST', `/clients/${id}/credentials/rotate`, { overlap_seconds })
  return { id, secret: String(made.client_secret) }
}

async function states({ id }: Held): Promise<string[]> {
  const { credentials } = await mint.done('GET', `/clients/${id}`)
  return (credentials as { state: string }[]).map((one) => one.state)
}

const turn = ({ id }: Held, word: string) =>
  mint.manage('POST', `/clients/${id}/credentials/${word}`)

test('a rotation lets both secrets in until the overlap is over', async () => {
  const first = await makeClient(mint, 'standard')
  const second = await rotate(first, 3_600)
  assert.deepEqual([await opens(first), await opens(second)], [true, true])
  assert.deepEqual(await states(first), ['ending', 'live'])
  mint.clock.advance(3_600)
  assert.deepEqual([await opens(first), await opens(second)], [false, true])
  assert.deepEqual(await states(first), ['ended', 'live'])
  const third = await rotate(second, 0)
  assert.deepEqual([await opens(second), await opens(third)], [false, true])
})

test('finishing ends the old secrets now, and what they got lives on', async () => {
  const first = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const token = await clientToken(mint, TOKEN, first, 'api:read')
  const second = await rotate(first, 3_600)
  const third = await rotate(second, 3_600)
  const done = await turn(first, 'finish-rotation')
  assert.equal(done.status, 200, done.text)
  const kept = (done.json.credentials as { state: string }[]).map((one) => one.state)
  assert.deepEqual(kept, ['ended', 'ended', 'live'])
  assert.deepEqual(
    [await opens(first), await opens(second), await opens(third)],
    [false, false, true],
  )
  await mint.core.introspect(token)
  assertProblem(await turn(first, 'finish-rotation'), 409, 'conflict')
})

test('rolling back revokes the new secret with what it got, and the old one lives on', async () => {
  const first = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  const old = await clientToken(mint, TOKEN, first, 'api:read')
  const second = await rotate(first, 3_600)
  const fresh = await clientToken(mint, TOKEN, second, 'api:read')
  const done = await turn(first, 'roll-back')
  assert.equal(done.status, 200, done.text)
  assert.deepEqual(await states(first), ['live', 'revoked'])
  await assert.rejects(mint.core.introspect(fresh))
  await mint.core.introspect(old)
  mint.clock.advance(3_600)
  assert.deepEqual([await opens(first), await opens(second)], [true, false])
  assertProblem(await turn(first, 'roll-back'), 409, 'conflict')
})

test('a secret that has ended is not brought back', async () => {
  const first = await makeClient(mint, 'standard')
  const second = await rotate(first, 60)
  mint.clock.advance(60)
  assertProblem(await turn(first, 'roll-back'), 409, 'conflict')
  assert.deepEqual([await opens(first), await opens(second)], [false, true])
})

test('whoever finishes and whoever rolls back at the same time, one secret is left', async () => {
  for (let round = 0; round < 5; round += 1) {
    const first = await makeClient(mint, 'standard')
    const second = await rotate(first, 3_600)
    const both = await Promise.all([turn(first, 'finish-rotation'), turn(first, 'roll-back')])
    assert.deepEqual(both.map((one) => one.status).sort(), [200, 409])
    const open = [await opens(first), await opens(second)]
    assert.equal(open.filter(Boolean).length, 1, JSON.stringify(open))
  }
})

test('each turn of a rotation is recorded, and a client of nobody is not found', async () => {
  const first = await makeClient(mint, 'standard')
  await rotate(first, 60)
  await turn(first, 'roll-back')
  await rotate(first, 60)
  await turn(first, 'finish-rotation')
  const { data } = await mint.done(
    'GET',
    `/audit-events?client_id=${first.id}&action=admin.credentials`,
  )
  assert.deepEqual(
    (data as { action: string }[]).map((one) => one.action),
    ['finish-rotation', 'rotate', 'roll-back', 'rotate'].map((word) => `admin.credentials.${word}`),
  )
  for (const word of ['rotate', 'finish-rotation', 'roll-back']) {
    const body = word === 'rotate' ? { overlap_seconds: 60 } : undefined
    const path = `/clients/mmc_nobody/credentials/${word}`
    assertProblem(await mint.manage('POST', path, body), 404, 'not_found')
  }
  const path = `/clients/${first.id}/credentials/rotate`
  for (const body of [{}, { overlap_seconds: -1 }, { overlap_seconds: 1e9 }]) {
    assertProblem(await mint.manage('POST', path, body), 400)
  }
})
