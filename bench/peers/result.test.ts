import assert from 'node:assert/strict'
import { test } from 'node:test'
import { chartOf } from './chart.ts'
import { growthResultsIn } from './growth-results.ts'
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

test('a chart says all its figures in words, and its bars stay inside', () => {
  const rounds = [round(30, 10, 5), round(40, 10, 5), round(200, 10, 5)]
  const results = [
    resultOf(times('one & other', 'ours', ['one', 'other'], 4), rounds),
    resultOf(share('`other`', 'ours', 'other'), rounds),
  ]
  const path = { name: 'path', title: 'a <path>', rounds: 3, results, lanes: [] }
  const chart = chartOf({ ...path, loadAverage: 0, failure: undefined })
  assert.ok(chart.includes('<title id="title">a &lt;path&gt;</title>'))
  assert.ok(chart.includes('one &amp; other: 4.00 ×; at least 4.00 ×. other: 800 %</desc>'))
  assert.ok(chart.includes('prefers-color-scheme: dark'))
  const ends = [...chart.matchAll(/x2="([\d.]+)"/g)].map(([, x]) => Number(x))
  assert.deepEqual(ends.length, 2)
  assert.ok(Math.max(...ends) <= 350, `a whisker ends at ${ends}`)
})

test('the page’s own table of growth is read, the largest stores only', () => {
  const page = [
    '| refresh, SQLite | 1,000 | **100 %** (100 % to 100 %) | 269 | 100 % | 904 | 169.6 |',
    '| refresh, SQLite | 1,000,000 | **85 %** (79 % to 89 %) | 325 | 92 % | 824 | 280.1 |',
  ].join('\n')
  const [found, ...others] = growthResultsIn(page)
  assert.deepEqual(others, [])
  assert.deepEqual(found?.figure, { median: 0.85, min: 0.79, max: 0.89 })
  assert.equal(found?.isReached, false)
})
