import assert from 'node:assert/strict'
import { test } from 'node:test'
import { together } from './together.ts'

function counting() {
  const calls: (readonly number[])[] = []
  const load = together<number, string>(async (keys) => {
    calls.push(keys)
    return new Map(keys.filter((key) => key > 0).map((key) => [key, `value ${key}`]))
  })
  return { calls, load }
}

test('what is asked for in one turn is looked up at once, and each is told its own', async () => {
  const { calls, load } = counting()
  const found = await Promise.all([load(1), load(2), load(1), load(-1)])
  assert.deepEqual(found, ['value 1', 'value 2', 'value 1', undefined])
  assert.deepEqual(calls, [[1, 2, -1]])
})

test('a later turn looks again, because the answer may be another by then', async () => {
  const { calls, load } = counting()
  await load(1)
  await load(1)
  assert.deepEqual(calls, [[1], [1]])
})

test('who asks while a look-up is under way gets one of their own', async () => {
  const gate = Promise.withResolvers<void>()
  const calls: (readonly number[])[] = []
  const load = together<number, number>(async (keys) => {
    calls.push(keys)
    await gate.promise
    return new Map(keys.map((key) => [key, calls.length]))
  })
  const first = load(1)
  while (calls.length === 0) await new Promise((resolve) => setImmediate(resolve))
  const second = load(1)
  while (calls.length === 1) await new Promise((resolve) => setImmediate(resolve))
  gate.resolve()
  assert.deepEqual([await first, await second], [2, 2])
})

test('a fault reaches everybody who asked, and nobody who asks later', async () => {
  let isAway = true
  const load = together<number, number>(async (keys) => {
    if (isAway) throw new Error('away')
    return new Map(keys.map((key) => [key, key]))
  })
  const outcomes = await Promise.allSettled([load(1), load(2)])
  assert.deepEqual(
    outcomes.map((one) => one.status),
    ['rejected', 'rejected'],
  )
  isAway = false
  assert.equal(await load(1), 1)
})
