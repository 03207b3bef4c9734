import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type CpuProfile, selfTimes } from './profile-sums.ts'
import { byFolder, byKind } from './profiles/kinds.ts'

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

test('it is told how long the process was busy without a pause, and how long it collected', () => {
  const { busyShare, busyMsMax, collectionMsMax } = selfTimes(profile)
  assert.equal(busyShare, 400 / 900)
  assert.equal(busyMsMax, 0.3)
  assert.equal(collectionMsMax, 0.1)
})

test('work that no server can spare is told from ours and from that of packages', () => {
  const modules = new Map([
    ['node:internal/crypto/sig', 0.25],
    ['node:internal/crypto/hash', 0.125],
    ['(program)', 0.125],
    ['server/store/sqlite/engine.ts', 0.125],
    ['server/store/families.ts', 0.0625],
    ['server/store/codes.ts', 0.0625],
    ['pg-protocol', 0.125],
    ['pino', 0.125],
  ])
  const { signature, platform, store, own, packages } = byKind(modules)
  assert.deepEqual([signature, platform, store], [0.25, 0.125, 0.25])
  assert.deepEqual([own, packages], [0.125, 0.125])
  assert.deepEqual(byFolder(modules), [
    ['server/store', 0.125],
    ['pino', 0.125],
  ])
})
