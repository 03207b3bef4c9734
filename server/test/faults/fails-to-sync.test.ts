// A disk that takes bytes and then fails to keep them (SQLite): what was not synced is not said to
// be done, and a disk that is well again is used again.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { startMint } from '../mint.ts'
import { testStore } from '../test-store.ts'
import { assertDegrades } from './degrading.ts'
import { failSyncs, mayTrace, type Trace } from './traced.ts'

if (testStore === 'sqlite' && (await mayTrace())) {
  test('an act whose sync failed is refused and not done, and later done once', async () => {
    const mint = await startMint({ isPressed: true })
    let failing: Trace | undefined
    const { reads } = await assertDegrades(mint, {
      begin: async () => {
        failing = await failSyncs(mint.pid)
      },
      end: () => failing?.end(),
    })
    await mint.kill()
    const next = await startMint({ dataDir: mint.dataDir, port: mint.port })
    await reads.assertKept(next)
    await next.stop()
    const database = new DatabaseSync(join(mint.dataDir, 'mintmark.db'))
    assert.equal(database.prepare('pragma integrity_check').get()?.integrity_check, 'ok')
    database.close()
  })
}
