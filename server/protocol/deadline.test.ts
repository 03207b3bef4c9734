import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { answerWithin, patiently, remainingMs, withDeadline } from './deadline.ts'

const USUAL_SEC = 2
const before = patiently(USUAL_SEC)
after(() => answerWithin(before))

test('by default limits are as they are written, and the earlier of two counts', () => {
  answerWithin(USUAL_SEC)
  assert.equal(remainingMs(1_000), 1_000)
  withDeadline(500, () => {
    assert.ok(remainingMs(1_000) <= 500)
    withDeadline(60_000, () => assert.ok(remainingMs(1_000) <= 500))
    assert.equal(remainingMs(10), 10)
  })
})

test('store_answer_sec stretches every limit in proportion', () => {
  answerWithin(5 * USUAL_SEC)
  assert.equal(remainingMs(1_000), 5_000)
  withDeadline(500, () => {
    assert.ok(remainingMs(1_000) > 1_000)
    assert.ok(remainingMs(1_000) <= 2_500)
    assert.equal(remainingMs(10), 50)
  })
})
