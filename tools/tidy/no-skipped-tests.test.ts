import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { noSkippedTests } from './no-skipped-tests.ts'

test('tests that run, and other uses of the words, are free', () => {
  const text = "test('skip', () => { list.skip(1); assert.equal(limits.only, cursor.skip) })"
  assert.deepEqual(found(noSkippedTests, { 'a.test.ts': text }), [])
  assert.deepEqual(found(noSkippedTests, { 'a.ts': 'const a = { skip: 1 }' }), [])
})

test('every way to leave a test out is found', () => {
  for (const text of [
    "test.skip('a', run)",
    "describe.only('a', run)",
    "it.todo('a')",
    "test('a', { skip: !env }, run)",
  ]) {
    assert.equal(found(noSkippedTests, { 'a.test.ts': text }).length, 1, text)
  }
})
