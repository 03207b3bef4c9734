import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isCommon } from './common-passwords.ts'
import { passwordFault } from './password-rules.ts'

const PERSON = { email: 'mila.jovic@example.com', roles: ['employee'] }
const OPERATOR = { email: 'olga@example.com', roles: ['operator'] }

test('whoever may use the console has a longer password than others', () => {
  const eleven = 'korb zinn 7'
  assert.equal(eleven.length, 11)
  assert.equal(passwordFault(eleven, PERSON), undefined)
  assert.equal(passwordFault(eleven, OPERATOR), 'too_short')
  assert.equal(passwordFault(`${eleven}x`, OPERATOR), undefined)
  assert.equal(passwordFault('korb zi', PERSON), 'too_short')
  assert.equal(passwordFault('🦊🦊🐢🐢', PERSON), 'too_short', 'characters count, not bytes')
  assert.equal(passwordFault('ü'.repeat(600), PERSON), 'too_long')
})

test('the e-mail address is no password, nor is what stands before its @', () => {
  for (const typed of ['mila.jovic@example.com', ' Mila.Jovic@Example.com', 'MILA.JOVIC']) {
    assert.equal(passwordFault(typed, PERSON), 'is_address', typed)
  }
})

test('what everybody tries first is refused, however it is dressed up', () => {
  const commonest = [
    'password',
    'Password123!',
    'P@ssw0rd2024',
    '12345678',
    '1234567890123',
    'qwertyuiop',
  ]
  const dressed = [
    'aaaaaaaaaaaa',
    'abcabcabcabc',
    '123123123',
    'Qwerty12345',
    'letmein2026!!',
    '1q2w3e4r5t6y',
  ]
  const more = ['passwordpassword', 'iLoveYou2026', '!!!Welcome1!!!', 'changeme1234', '87654321']
  for (const typed of [...commonest, ...dressed, ...more]) {
    assert.equal(isCommon(typed), true, typed)
  }
})

test('words that do not belong together are let through, as are made ones', () => {
  const good = [
    'korb zinn 7',
    'tall copper lantern',
    'monkey lantern',
    'Xk29vB4mQpLw',
    'password manager of mine',
  ]
  for (const typed of good) assert.equal(isCommon(typed), false, typed)
})
