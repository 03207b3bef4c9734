import assert from 'node:assert/strict'
import { test } from 'node:test'
import { median, percentile } from './statistics.ts'

test('the median is the middle, or the mean of the two in the middle', () => {
  assert.equal(median([30, 10, 20]), 20)
  assert.equal(median([4, 1, 3, 2]), 2.5)
  assert.equal(median([7]), 7)
  assert.throws(() => median([]))
})

test('a percentile is the value that so many lie below', () => {
  const sorted = Float64Array.from({ length: 100 }, (_, at) => at)
  assert.equal(percentile(sorted, 0.5), 50)
  assert.equal(percentile(sorted, 0.99), 99)
  assert.equal(percentile(sorted, 1), 99)
})
