import { setTimeout as pause } from 'node:timers/promises'
import type { Store } from './store.ts'
import type { Horizon } from './sweeps.ts'

/** The fact that says when the last pass began, so that any number of nodes make one together. */
export const LAST_CLEAN_UP = 'last clean-up'
const INTERVAL_SEC = 600
/** A stretch is looked at and emptied in a few milliseconds. */
const STRETCH_ROWS = 1_000
/** After each stretch the store rests for so many times as long as that took. */
const REST = 4
const REST_MS_MIN = 5
const REST_MS_MAX = 1_000

/**
 * Removes what is over, if the last time was long enough ago. A pass that is stopped, or fails,
 * leaves a store as good as any: what it did not reach is over at the next as well.
 */
export async function cleanUpWhenDue(
  store: Store,
  horizon: Horizon,
  signal: AbortSignal,
): Promise<void> {
  if (!(await isDue(store, horizon.now))) return
  await store.exclusively('clean-up', 'leave', async () => {
    // Another node may have made a pass since.
    if (!(await isDue(store, horizon.now))) return
    await store.transaction((records) => records.facts.put(LAST_CLEAN_UP, String(horizon.now)))
    await cleanUp(store, horizon, signal)
  })
}

async function isDue({ facts }: Store, now: number): Promise<boolean> {
  return now >= Number((await facts.load(LAST_CLEAN_UP)) ?? -INTERVAL_SEC) + INTERVAL_SEC
}

/** One pass over all tables. */
export async function cleanUp(store: Store, horizon: Horizon, signal: AbortSignal): Promise<void> {
  for (const kind of store.sweeps.keys()) await sweepTable(store, kind, horizon, signal)
}

async function sweepTable(
  store: Store,
  kind: number,
  horizon: Horizon,
  signal: AbortSignal,
): Promise<void> {
  const sweep = store.sweeps[kind]
  if (sweep === undefined) return
  for (let after = sweep.first; !signal.aborted; ) {
    const startMs = performance.now()
    const stretch = await sweep.look(after, STRETCH_ROWS, horizon)
    if (stretch === undefined) return
    const { last, over } = stretch
    if (over > 0) {
      await store.transaction((records) => records.sweeps[kind]?.remove(after, last, horizon))
    } else if (sweep.isOrdered) return
    after = last
    await rest((performance.now() - startMs) * REST, signal)
  }
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  const bounded = Math.min(REST_MS_MAX, Math.max(REST_MS_MIN, ms))
  await pause(bounded, undefined, { signal }).catch(() => {})
}
