// Decisions that were counted while the store takes nothing are written when it takes again.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { DATABASE } from '../core.ts'
import { openTestCore } from '../test/open-core.ts'
import { testStore } from '../test/test-store.ts'
import { decisionOn } from './trail.ts'

/** Different decisions of one window, and a few that are told apart by nothing but their kind. */
const ROWS_MAX = 10_010

const decision = (ip: string, scope: string) =>
  decisionOn({ ip, requestId: undefined }, { action: 'away', outcome: 'granted', scope })

if (testStore === 'sqlite') {
  test('a window that could not be written is neither lost nor without bound', async () => {
    const mint = await openTestCore()
    const { audit } = mint.core
    const lock = new DatabaseSync(join(mint.dataDir, DATABASE), { timeout: 5_000 })
    lock.exec('begin immediate')
    audit.count(decision('192.0.2.1', 'a'))
    await assert.rejects(audit.flush(), { code: 'temporarily_unavailable' })
    for (let i = 0; i < 20_000; i += 1) audit.count(decision(`10.0.${i >> 8}.${i & 255}`, `${i}`))
    audit.count(decision('192.0.2.1', 'a'))
    await assert.rejects(audit.flush(), { code: 'temporarily_unavailable' })
    lock.exec('rollback')
    await audit.flush()
    const search = `select count(*) as kinds, sum(count) as decisions,
      max(case when ip = '192.0.2.1' then count end) as first from audit where action = 'away'`
    const row = lock.prepare(search).get()
    lock.close()
    assert.deepEqual([row?.decisions, row?.first], [20_002, 1])
    assert.ok(Number(row?.kinds) <= ROWS_MAX, `${row?.kinds} rows`)
    await mint.close()
  })
}
