import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CpuProfile, selfTimes } from './profile-sums.ts'

const frame = (functionName: string, url = '', lineNumber = 0) => ({
  callFrame: { functionName, url, lineNumber },
})

const profile: CpuProfile = {
  nodes: [
    { id: 1, ...frame('(root)'), children: [2, 5] },
    { id: 2, ...frame('answer', 'file:///x/server/endpoints/token.ts', 9), children: [3, 4] },
    { id: 3, ...frame('log', 'file:///x/node_modules/pino/lib/proto.js', 1), children: [6] },
    { id: 4, ...frame('(garbage collector)') },
    { id: 5, ...frame('(idle)') },
    { id: 6, ...frame('writeString') },
  ],
  startTime: 1_000,
  samples: [2, 5, 3, 6, 4],
  timeDeltas: [100, 500, 100, 100, 100],
}

test('shares are of busy time, and native code counts for the module that called it', () => {
  const { modules, functions } = selfTimes(profile)
  assert.deepEqual(Object.fromEntries(modules), {
    'server/endpoints/token.ts': 0.25,
    pino: 0.5,
    '(garbage collector)': 0.25,
  })
  assert.equal(functions.get('answer  server/endpoints/token.ts:10'), 0.25)
  assert.equal(functions.get('writeString < pino'), 0.25)
})

test('what was sampled before or after the load is left out', () => {
  const { modules } = selfTimes(profile, 1_650, 1_850)
  assert.deepEqual(Object.fromEntries(modules), { pino: 1 })
})
