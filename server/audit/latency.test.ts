import assert from 'node:assert/strict'
import { test } from 'node:test'
import { LATENCY_BOUNDS_MS, latencyBucket, percentileMs } from './latency.ts'

test('a duration is counted under the first bound that it does not exceed', () => {
  const boundOf = (ms: number) => LATENCY_BOUNDS_MS[latencyBucket(ms)]
  assert.deepEqual([0, 0.25, 0.26, 1, 7.9, 3_073].map(boundOf), [0.25, 0.25, 0.375, 1, 8, 4_096])
  assert.equal(boundOf(1e9), LATENCY_BOUNDS_MS.at(-1))
})

test('a percentile is the bound below which so many lie', () => {
  const counts = new Map([
    [1, 90],
    [8, 9],
    [64, 1],
  ])
  assert.deepEqual(
    [0.5, 0.9, 0.91, 0.99, 1].map((share) => percentileMs(counts, share)),
    [1, 1, 8, 8, 64],
  )
  assert.equal(percentileMs(new Map(), 0.5), undefined)
})
