import assert from 'node:assert/strict'
import { test } from 'node:test'
import { StoreConflict, StoreUnavailable } from './failure.ts'
import { whileAway } from './patience.ts'

function failing(times: number, thrown: unknown) {
  const heard: unknown[] = []
  let attempts = 0
  return {
    heard,
    attempts: () => attempts,
    async attempt() {
      attempts += 1
      if (attempts <= times) throw thrown
      return 'there'
    },
    hear: (cause: unknown) => heard.push(cause),
  }
}

test('a store that comes back in time is as good as one that was there', async () => {
  const store = failing(1, new StoreUnavailable('away'))
  assert.equal(await whileAway(60_000, store.attempt, store.hear), 'there')
  assert.equal(store.heard.length, 1)
})

test('one that stays away is given up when the time is over', async () => {
  const store = failing(Infinity, new StoreUnavailable('away'))
  await assert.rejects(whileAway(1, store.attempt, store.hear), StoreUnavailable)
  assert.ok(store.attempts() <= 2)
})

test('a refusal is no absence: it is not asked again', async () => {
  const store = failing(1, new StoreConflict('taken'))
  await assert.rejects(whileAway(60_000, store.attempt, store.hear), StoreConflict)
  assert.equal(store.attempts(), 1)
})
