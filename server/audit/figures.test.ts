import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { WHOLE_PLATFORM } from '../store/tallies.ts'
import { addTestClient, NOON, openTestCore, type TestCore } from '../test/open-core.ts'
import { decisionOn } from './trail.ts'

const REQUEST = { ip: '192.0.2.1', requestId: undefined }
const DAY = { organizationId: WHOLE_PLATFORM, from: NOON - 86_400, to: NOON + 86_400 }

describe('the figures', () => {
  let mint: TestCore
  before(async () => {
    mint = await openTestCore()
  })
  after(() => mint.close())
  const sums = (topic: 'token' | 'resource' | 'sign_in' | 'latency', stepSec = 300) =>
    mint.core.store.tallies.sums({ ...DAY, stepSec, topic })

  it('add up decisions, counted and recorded ones, by style and outcome', async () => {
    const { audit, store } = mint.core
    const token = { action: 'token.password', outcome: 'granted', dialect: 'standard' }
    for (let i = 0; i < 3; i += 1) audit.count(decisionOn(REQUEST, token))
    audit.count(decisionOn(REQUEST, { ...token, outcome: 'invalid_grant' }))
    await store.transaction((records) => audit.append(records, decisionOn(REQUEST, token)))
    audit.count(decisionOn(REQUEST, { ...token, action: 'resource.locations' }))
    audit.count(decisionOn(REQUEST, { action: 'sign_in', outcome: 'access_denied' }))
    audit.count(decisionOn(REQUEST, { action: 'admin.clients.create', outcome: 'granted' }))
    await audit.flush()
    const expected = [
      { dialect: 'standard', label: 'granted', count: 4 },
      { dialect: 'standard', label: 'invalid_grant', count: 1 },
    ]
    assert.deepEqual(await sums('token'), expected)
    assert.deepEqual(await sums('token', 3_600), expected, 'the same by the hour')
    assert.equal((await sums('resource'))[0]?.count, 1)
    assert.deepEqual(await sums('sign_in'), [{ dialect: '', label: 'access_denied', count: 1 }])
    audit.count(decisionOn(REQUEST, { ...token, organizationId: 7 }))
    await Promise.all([audit.flush(), audit.flush()])
    assert.equal((await sums('token'))[0]?.count, 5)
    const ofSeven = { ...DAY, organizationId: 7, stepSec: 300, topic: 'token' } as const
    assert.deepEqual(await store.tallies.sums(ofSeven), [
      { dialect: 'standard', label: 'granted', count: 1 },
    ])
  })

  it('count how long answers took, and forget nothing when they are written twice', async () => {
    const { figures } = mint.core
    for (const ms of [0.3, 0.3, 40]) figures.took('standard', ms)
    const writing = figures.flush()
    figures.took('standard', 40)
    await writing
    await figures.flush()
    assert.deepEqual(await sums('latency'), [
      { dialect: 'standard', label: '0.375', count: 2 },
      { dialect: 'standard', label: '48', count: 2 },
    ])
  })

  it('hold when a credential was used last, and not when it was refused', async () => {
    const { audit, store } = mint.core
    const { credentialId } = await addTestClient(mint, 'standard')
    const lastUsedAt = async () => {
      await audit.flush()
      return (await store.credentials.load(credentialId ?? 0))?.lastUsedAt
    }
    const use = (outcome: string) =>
      audit.count(decisionOn(REQUEST, { action: 'resource.x', outcome, credentialId }))
    use('insufficient_scope')
    assert.equal(await lastUsedAt(), undefined)
    use('granted')
    assert.equal(await lastUsedAt(), NOON)
    mint.clock.advance(7)
    use('granted')
    use('granted')
    assert.equal(await lastUsedAt(), NOON + 7)
  })

  it('are bounded, whoever asks', async () => {
    const { figures, store } = mint.core
    for (let i = 1; i <= 200_000; i += 1) {
      figures.used(decisionOn(REQUEST, { action: 'x', outcome: 'granted', familyId: i }))
      figures.decided(decisionOn(REQUEST, { action: 'token.x', outcome: `${i}` }), NOON, 1)
    }
    await figures.flush()
    const rows = await store.tallies.sums({ ...DAY, stepSec: 300, topic: 'token' })
    assert.ok(rows.length <= 10_002, `${rows.length} rows`)
  })
})
