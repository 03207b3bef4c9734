import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepsOf } from './steps.ts'

test('time in which nothing happened is drawn too, and other styles are left out', () => {
  const issued = [
    { at: '2030-01-01T00:05:00Z', dialect: 'a', granted: 3, refused: 1 },
    { at: '2030-01-01T00:05:00Z', dialect: 'b', granted: 4, refused: 0 },
  ]
  const figures = {
    from: '2030-01-01T00:00:00Z',
    to: '2030-01-01T00:15:00Z',
    step_seconds: 300,
    issued,
  }
  const all = stepsOf(figures, 'granted', ['a', 'b'])
  assert.deepEqual(
    all.map(({ sum }) => sum),
    [0, 7, 0],
  )
  assert.deepEqual(all[1]?.counts, { a: 3, b: 4 })
  assert.equal(stepsOf(figures, 'refused', ['a'])[1]?.sum, 1)
})
