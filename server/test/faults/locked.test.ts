// Another process holds the lock of the SQLite file: writes wait a moment and are then refused;
// nobody who only reads waits with them.
import assert from 'node:assert/strict'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { clientCredentials } from '../flows/standard.ts'
import { authorizationOf, isActive, revoke } from '../flows/tokens.ts'
import { type Mint, mintForThisFile } from '../mint.ts'
import { testStore } from '../test-store.ts'
import { assertDegrades, type Fault } from './degrading.ts'

if (testStore === 'sqlite') {
  const mint = await mintForThisFile({ isPressed: true })

  test('a lock that stays is a store that does not write, and heals when it goes', async () => {
    await assertDegrades(mint, lockOf(mint))
  })

  test('a lock that goes soon is waited for', async () => {
    const lock = lockOf(mint)
    const token = (await clientCredentials(mint)).field('access_token')
    await lock.begin()
    const revoking = revoke(mint, authorizationOf(mint).standard, token)
    await pause(200)
    await lock.end()
    assert.equal((await revoking).status, 200)
  })

  test('whoever waits for the lock keeps nobody else waiting', async () => {
    const { standard } = authorizationOf(mint)
    const tokens = await Promise.all(Array.from({ length: 20 }, () => clientCredentials(mint)))
    const [live, ...others] = tokens.map((answer) => answer.field('access_token'))
    assert.ok(live !== undefined)
    const lock = lockOf(mint)
    await lock.begin()
    const refused = Promise.all(others.map((token) => revoke(mint, standard, token)))
    const times: number[] = []
    for (let i = 0; i < 50; i += 1) {
      const from = performance.now()
      assert.equal(await isActive(mint, standard, live), true)
      times.push(performance.now() - from)
    }
    for (const { status } of await refused) assert.equal(status, 503)
    await lock.end()
    const median = times.sort((a, b) => a - b)[25] ?? 0
    assert.ok(median < 100, `a verification takes ${median.toFixed(0)} ms`)
  })
}

function lockOf({ dataDir }: Mint): Fault {
  const database = new DatabaseSync(join(dataDir, 'mintmark.db'), { timeout: 5_000 })
  return {
    begin: () => database.exec('begin immediate'),
    end() {
      database.exec('rollback')
      database.close()
    },
  }
}
