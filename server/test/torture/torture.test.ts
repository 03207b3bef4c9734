// The short version for every day; `npm run torture` is the long one. The seed is the same each
// time, so that a failure here is the same failure on the machine of whoever looks at it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rounds } from '../mint.ts'
import { testStore } from '../test-store.ts'
import { torture } from './torture.ts'

const VICTIMS = { sqlite: ['server'], postgres: ['database', 'everything', 'node 0', 'node 1'] }

test('what was acknowledged holds over kills of servers and database', async (t) => {
  const { figures, broken } = await torture({
    store: testStore,
    seed: 'every day',
    firstRound: 1,
    rounds: rounds(4),
    workers: 8,
    acts: 10,
    killsMax: 1,
  })
  t.diagnostic(JSON.stringify(figures))
  if (broken !== undefined) t.diagnostic(broken.history.join('\n'))
  assert.equal(broken?.violation.message, undefined)
  assert.deepEqual(Object.keys(figures.kills).sort(), VICTIMS[testStore], 'each was killed')
  assert.ok(figures.ok > 100 && figures.checks > 100, 'something was asked and looked at')
})
