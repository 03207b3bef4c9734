import assert from 'node:assert/strict'
import { test } from 'node:test'
import { levelOf, levelsFrom, presetsFor, within, withLevel } from './levels.ts'

test('whoever may write may read, and the star stands for all', () => {
  assert.deepEqual(withLevel(['users:read'], 'clients', 'write'), [
    'users:read',
    'clients:read',
    'clients:write',
  ])
  assert.deepEqual(withLevel(['clients:read', 'clients:write'], 'clients', 'read'), [
    'clients:read',
  ])
  assert.deepEqual(withLevel(['clients:read'], 'clients', 'none'), [])
  assert.equal(levelOf(['*'], 'blocks'), 'write')
  assert.equal(levelOf(['clients:read'], 'clients'), 'read')
  assert.equal(levelOf([], 'clients'), 'none')
})

test('nobody is offered more than they may do themselves', () => {
  const own = ['clients:read', 'clients:write', 'scopes:read', 'audit-events:read']
  assert.deepEqual(levelsFrom(own, 'clients'), ['none', 'read', 'write'])
  assert.deepEqual(levelsFrom(own, 'scopes'), ['none', 'read'])
  assert.deepEqual(levelsFrom(own, 'users'), [])
  const all = ['audit-events:read', 'audit-events:write']
  assert.deepEqual(levelsFrom(all, 'audit-events'), ['none', 'read'])
  const titles = presetsFor(own).map(({ title }) => title)
  assert.ok(!titles.includes('Invite people'))
  const [reading] = presetsFor(own)
  assert.deepEqual(reading?.permissions, ['clients:read', 'scopes:read', 'audit-events:read'])
})

test('a key of one organization is offered the platform to read at most', () => {
  const own = ['clients:write', 'scopes:read', 'scopes:write', 'blocks:read']
  assert.deepEqual(within(own, 10_000), ['clients:write', 'scopes:read'])
  assert.deepEqual(within(own, undefined), own)
  assert.deepEqual(within(['*'], 10_000), ['*'])
})
