import assert from 'node:assert/strict'
import { test } from 'node:test'
import { mayGrant, whyFixed } from './rights.ts'
import { withConsoleRole } from './role-list.ts'

const reader = (role: 'operator' | 'organization_admin' | 'read_only') => ({
  role,
  permissions: role === 'read_only' ? ['users:read'] : ['users:read', 'users:write'],
  user: null,
})

test('nobody is offered a role that opens more than their own', () => {
  assert.ok(mayGrant(reader('operator'), 'operator'))
  assert.ok(!mayGrant(reader('organization_admin'), 'operator'))
  assert.ok(mayGrant(reader('organization_admin'), 'organization_admin'))
  assert.ok(mayGrant(reader('organization_admin'), 'read_only'))
})

test('whoever may do more is not changed, and it is said why', () => {
  const operator = { roles: ['employee', 'operator'] }
  assert.equal(whyFixed(reader('operator'), operator), undefined)
  assert.match(whyFixed(reader('organization_admin'), operator) ?? '', /role Operator/)
  assert.equal(whyFixed(reader('organization_admin'), { roles: ['global_admin'] }), undefined)
  assert.match(whyFixed(reader('read_only'), { roles: [] }) ?? '', /change nothing/)
})

test('another role for the console leaves all other roles as they are', () => {
  assert.deepEqual(withConsoleRole(['developer', 'global_admin', 'x'], 'read_only'), [
    'read_only',
    'global_admin',
    'x',
  ])
  assert.deepEqual(withConsoleRole(['developer', 'agent'], undefined), ['agent'])
})
