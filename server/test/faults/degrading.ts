// One fault from beginning to end, whatever it is: what must be refused, what must go on, and what
// must be true again once it is over, without a restart.
import assert from 'node:assert/strict'
import type { Mint } from '../mint.ts'
import { eventually } from '../wire.ts'
import { type Acts, holdActs } from './acts.ts'
import { holdReads, type Reads } from './reads.ts'
import { lagOf } from './siege.ts'
import { assertUnavailable } from './unavailable.ts'

/** Every answer must be there by then, however the store behaves. */
export const ANSWER_MS_MAX = 2_000
const HEAL_MS_MAX = 3_000

export interface Fault {
  begin(): Promise<void> | void
  end(): Promise<void> | void
}

export interface Held {
  readonly acts: Acts
  readonly reads: Reads
}

export async function hold(mint: Mint): Promise<Held> {
  return { acts: await holdActs(mint), reads: await holdReads(mint) }
}

/** Breaks the store, watches, mends it, and sees that nothing was lost and nothing half done. */
export async function assertDegrades(mint: Mint, fault: Fault): Promise<Held> {
  const held = await hold(mint)
  const failuresBefore = await storeFailures(mint)
  await fault.begin()
  try {
    await assertWritesAreRefused(mint, held.acts)
    await held.reads.assertGoOn()
    const ready = await mint.request('/readyz')
    assert.equal(ready.status, 503, `not ready: ${ready.text}`)
    assert.ok((await storeFailures(mint)) > failuresBefore, 'the fault is counted')
  } finally {
    await fault.end()
  }
  await assertHealed(mint)
  for (const [name, act] of Object.entries(held.acts)) {
    await act.again().catch((cause: unknown) => {
      throw new Error(`afterwards: ${name}`, { cause })
    })
  }
  await held.reads.assertKept(mint)
  return held
}

/** All at once, as they come: none may stand in the way of another. */
async function assertWritesAreRefused(mint: Mint, acts: Acts): Promise<void> {
  const attempts = Object.entries(acts).map(async ([name, act]) => {
    const from = performance.now()
    const answer = await act.attempt()
    const tookMs = performance.now() - from
    assertUnavailable(answer, act.shape, name)
    return { name, tookMs }
  })
  const lagMs = await lagOf(mint)
  for (const { name, tookMs } of await Promise.all(attempts)) {
    const isInTime = tookMs < ANSWER_MS_MAX + lagMs
    assert.ok(isInTime, `${name}: answered after ${tookMs.toFixed(0)} ms`)
  }
}

export async function assertHealed(mint: Mint): Promise<void> {
  const isReady = async () => (await mint.request('/readyz')).status === 200
  await eventually(isReady, 'it heals without a restart', HEAL_MS_MAX)
}

async function storeFailures(mint: Mint): Promise<number> {
  const { text } = await mint.request('/metrics')
  const [, count] = /^mintmark_store_failures_total (\d+)$/m.exec(text) ?? []
  assert.ok(count !== undefined, text.slice(0, 500))
  return Number(count)
}
