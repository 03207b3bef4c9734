import assert from 'node:assert/strict'
import { test } from 'node:test'
import { movableClock } from '../protocol/clock.ts'
import { remembering } from './remember.ts'

test('an answer is made once for all who ask, and again after ten seconds', async () => {
  const clock = movableClock({ now: () => 0 })
  const remember = remembering<number>(clock)
  let made = 0
  const ask = (key = 'a') =>
    remember(key, async () => {
      made += 1
      return made
    })
  assert.deepEqual(await Promise.all([ask(), ask(), ask()]), [1, 1, 1])
  assert.equal(await ask('b'), 2)
  clock.advance(9)
  assert.equal(await ask(), 1)
  clock.advance(1)
  assert.equal(await ask(), 3)
})

test('what failed is asked again', async () => {
  const remember = remembering<string>(movableClock({ now: () => 0 }))
  await assert.rejects(
    remember('a', () => Promise.reject(new Error('away'))),
    /away/,
  )
  assert.equal(await remember('a', async () => 'there'), 'there')
})
