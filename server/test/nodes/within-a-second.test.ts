// What one node acknowledged is in force on the other within a second: told by the database, and
// just so by polling where nobody may listen.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { freshDatabase } from '../postgres.ts'
import { assertWithin } from '../within.ts'
import { changes } from './changes.ts'
import { nodeAt, nodesForThisFile } from './nodes.ts'

const LIMIT_MS = 1_000
/** Beyond this bound a node would have to refuse; that is no matter of how busy a machine is. */
const BOUND_MS = 10_000

const nodes = await nodesForThisFile(await freshDatabase(), 2)
const here = nodeAt(nodes.all, 0)
const there = nodeAt(nodes.all, 1)

for (const [name, prepare] of Object.entries(changes)) {
  test(`${name} counts on the other node within a second`, async (t) => {
    t.diagnostic(`${await assertWithin(LIMIT_MS, () => measure(prepare))} ms`)
  })
}

for (const [name, prepare] of Object.entries(changes)) {
  test(`${name} counts there within a second although nobody hears notifications`, async (t) => {
    for (const node of nodes.all) node.database.mute()
    try {
      t.diagnostic(`${await assertWithin(LIMIT_MS, () => measure(prepare))} ms`)
    } finally {
      for (const node of nodes.all) node.database.heal()
    }
  })
}

async function measure(prepare: (typeof changes)[string]): Promise<number> {
  const change = await prepare(here)
  for (const node of nodes.all) assert.equal(await change.isInForce(node), false, 'not yet made')
  await change.make(here)
  const madeAtMs = performance.now()
  assert.equal(await change.isInForce(here), true, 'whoever answered knows it at once')
  for (;;) {
    const askedAfterMs = performance.now() - madeAtMs
    if (await change.isInForce(there)) return Math.round(askedAfterMs)
    assert.ok(askedAfterMs < BOUND_MS, `not in force after ${BOUND_MS} ms`)
    await pause(10)
  }
}
