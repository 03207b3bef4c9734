import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type Figure, type Round, share, times } from './race.ts'
import { resultOf } from './result.ts'

const perSec = (rate: number): Figure => ({ perSec: rate, cpuMicros: 1e6 / rate })
const round = (ours: number, one: number, other: number): Round =>
  new Map([
    ['ours', perSec(ours)],
    ['one', perSec(one)],
    ['other', perSec(other)],
  ])

test('a ratio is that of one round, to whoever was fastest, and the middle one counts', () => {
  // The machine is faster in the last round: a ratio of medians would be another.
  const rounds = [round(10, 10, 5), round(20, 4, 5), round(300, 50, 100)]
  const { figure, byCpu, isReached } = resultOf(times('', 'ours', ['one', 'other'], 3), rounds)
  assert.deepEqual(figure, { median: 3, min: 1, max: 4 })
  assert.ok(byCpu !== undefined && Math.abs(byCpu.median - 3) < 1e-9)
  assert.equal(isReached, true)
})

test('what is not reached says so, and what was not demanded says nothing', () => {
  const rounds = [round(79, 100, 1)]
  assert.equal(resultOf(share('', 'ours', 'one', 0.8), rounds).isReached, false)
  assert.equal(resultOf(share('', 'ours', 'one', 0.79), rounds).isReached, true)
  assert.equal(resultOf(share('', 'ours', 'one'), rounds).isReached, undefined)
  const slow = { title: '', unit: 'milliseconds', atMost: 400, of: () => 401 } as const
  assert.equal(resultOf(slow, rounds).isReached, false)
})

test('a lane that nobody measured is an error, not a ratio', () => {
  assert.throws(() => resultOf(times('', 'ours', ['gone'], 1), [round(1, 1, 1)]), /gone/)
})
