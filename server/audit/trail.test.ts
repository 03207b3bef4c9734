import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { openTestCore, type TestCore } from '../test/open-core.ts'
import type { Decision } from './trail.ts'

const DECISION: Decision = {
  action: 'token.client_credentials',
  outcome: 'granted',
  dialect: 'standard',
  clientRow: 1,
  userId: undefined,
  familyId: undefined,
  credentialId: 1,
  ip: '192.0.2.1',
  requestId: 'request',
  scope: 'a',
  detail: undefined,
}

describe('the audit trail', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())
  const latest = (limit: number) => mint.core.store.audit.page(Number.MAX_SAFE_INTEGER, limit)

  it('counts decisions alike as one row with their number and span', async () => {
    const { audit, clock } = mint.core
    const first = clock.now()
    for (let i = 0; i < 1_000; i += 1) audit.count(DECISION)
    mint.clock.advance(3)
    audit.count(DECISION)
    audit.count({ ...DECISION, outcome: 'invalid_scope' })
    await audit.flush()
    const [refused, granted] = await latest(2)
    assert.deepEqual([granted?.count, refused?.count], [1_001, 1])
    assert.deepEqual([granted?.firstAt, granted?.lastAt], [first, first + 3])
    assert.deepEqual([granted?.requestId, refused?.requestId], [undefined, 'request'])
  })

  it('writes nothing where nothing was counted', async () => {
    const [before] = await latest(1)
    await mint.core.audit.flush()
    assert.deepEqual((await latest(1))[0], before)
  })

  it('writes a thousand kinds of one window each as it was', async () => {
    const { audit } = mint.core
    const ips = Array.from({ length: 1_111 }, (_, i) => `10.1.${i >> 8}.${i & 255}`)
    for (const ip of ips) audit.count({ ...DECISION, ip })
    await audit.flush()
    const written = (await latest(ips.length)).reverse()
    assert.deepEqual(
      written.map((one) => one.ip),
      ips,
    )
    const [first, last] = [written[0], written.at(-1)]
    assert.deepEqual({ ...first, id: 0 }, { ...last, id: 0, ip: ips[0] })
    assert.deepEqual([last?.action, last?.detail, last?.count], [DECISION.action, undefined, 1])
  })

  it('keeps its number of rows under a flood from many addresses', async () => {
    const { audit } = mint.core
    const [before] = await latest(1)
    for (let i = 0; i < 20_000; i += 1)
      audit.count({ ...DECISION, ip: `10.0.${i >> 8}.${i & 255}` })
    await audit.flush()
    const [last] = await latest(1)
    assert.ok((last?.id ?? 0) - (before?.id ?? 0) <= 5_001)
  })

  it('undoes the record together with the change that it belongs to', async () => {
    const { audit, store } = mint.core
    const [before] = await latest(1)
    const failed = store.transaction(async (records) => {
      await audit.append(records, { ...DECISION, action: 'never' })
      throw new TypeError('a bug')
    })
    await assert.rejects(failed, TypeError)
    assert.deepEqual((await latest(1))[0], before)
  })
})
