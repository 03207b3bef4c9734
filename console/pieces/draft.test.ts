import assert from 'node:assert/strict'
import { test } from 'node:test'
import { differences } from './draft.ts'

test('only what was changed is sent, and typing the old value again is no change', () => {
  const stored = { name: 'Ann', roles: ['employee'], enabled: true }
  assert.deepEqual(differences(stored, { name: 'Anna', roles: ['employee'] }), { name: 'Anna' })
  assert.deepEqual(differences(stored, { name: 'Ann' }), {})
  assert.deepEqual(differences(stored, {}), {})
})
