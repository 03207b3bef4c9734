import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { isoTime } from '../protocol/clock.ts'
import { assertProblem, openTestAdmin, type TestAdmin } from './test/open-admin.ts'
import { clientToken, makeClient } from './test/tokens.ts'

let mint: TestAdmin
before(async () => {
  mint = await openTestAdmin()
})
after(() => mint.close())

interface Overview {
  readonly step_seconds: number
  readonly issued: readonly { at: string; dialect: string; granted: number; refused: number }[]
  readonly errors: readonly { code: string; meaning: string; count: number }[]
  readonly latency: readonly { dialect: string; p50_ms: number; p99_ms: number; count: number }[]
  readonly adoption: readonly {
    dialect: string
    clients: number
    active_clients: number
    tokens: number
  }[]
  readonly totals: Readonly<Record<string, number | null>>
}

/** Answers are remembered for ten seconds, which the clock lets pass. */
async function overview(range = '24h', key = mint.key): Promise<Overview> {
  mint.clock.advance(10)
  const headers = { authorization: `Bearer ${key}` }
  const reply = await mint.manage('GET', `/overview?range=${range}`, undefined, { headers })
  assert.equal(reply.status, 200, reply.text)
  return reply.json as unknown as Overview
}

test('figures grow with what is asked, by style, reason and time', async () => {
  const client = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  await makeClient(mint, 'standard')
  const before = await overview()
  assert.deepEqual([before.issued, before.errors, before.totals.clients], [[], [], 2])
  for (let i = 0; i < 3; i += 1) await clientToken(mint, '/oauth/token', client, 'api:read')
  const form = { grant_type: 'client_credentials', client_id: client.id, client_secret: 'wrong' }
  await mint.send('POST', '/oauth/token', { form })
  const after = await overview('1h')
  const [point] = after.issued
  assert.deepEqual([point?.dialect, point?.granted, point?.refused], ['standard', 3, 1])
  assert.deepEqual(after.errors, [
    {
      code: 'invalid_client',
      meaning: 'The client is unknown or not authenticated.',
      count: 1,
    },
  ])
  const { dialect, count, p50_ms: p50, p99_ms: p99 } = after.latency[0] ?? {}
  assert.deepEqual([dialect, count], ['standard', 4])
  assert.ok(p50 !== undefined && p99 !== undefined && p50 > 0 && p50 <= p99)
  const standard = after.adoption.find((one) => one.dialect === 'standard')
  assert.deepEqual([standard?.clients, standard?.active_clients, standard?.tokens], [2, 1, 3])
  assert.deepEqual([after.totals.granted, after.totals.refused], [3, 1])
  mint.clock.advance(3_600)
  assert.deepEqual((await overview('1h')).issued, [])
  for (const range of ['24h', '7d', '30d']) {
    const [only, ...more] = (await overview(range)).issued
    assert.deepEqual([only?.granted, more], [3, []], range)
  }
  assertProblem(await mint.manage('GET', '/overview?range=1y'), 400)
})

test('an organization sees the figures of its own clients only', async () => {
  const { id } = await mint.done('POST', '/organizations', { name: 'Own' })
  const own = await makeClient(mint, 'vonage', { scopes: ['stats'], organization_id: id })
  const other = await makeClient(mint, 'standard', { scopes: ['api:read'] })
  await clientToken(mint, '/oauth/token', other, 'api:read')
  await clientToken(mint, '/Auth/connect/token', own, 'stats')
  const made = await mint.done('POST', '/management-keys', {
    name: 'Own',
    permissions: ['overview:read'],
    organization_id: id,
  })
  const seen = await overview('1h', String(made.management_key))
  assert.deepEqual(
    seen.issued.map((one) => [one.dialect, one.granted]),
    [['vonage', 1]],
  )
  assert.deepEqual(seen.latency, [])
  const { granted, clients, users, live_families: families, blocks } = seen.totals
  assert.deepEqual([granted, clients, users, families, blocks], [1, 1, 0, 0, null])
})

test('a management key says when it was used last, for reading too', async () => {
  const made = await mint.done('POST', '/management-keys', {
    name: 'Reads',
    permissions: ['overview:read'],
  })
  const lastUsed = async () => {
    await mint.core.audit.flush()
    const list = (await mint.done('GET', '/management-keys')).data as {
      id: string
      last_used_at: string | null
    }[]
    return list.find((one) => one.id === made.id)?.last_used_at
  }
  assert.equal(await lastUsed(), null)
  await overview('1h', String(made.management_key))
  assert.equal(await lastUsed(), isoTime(mint.core.clock.now()))
})
