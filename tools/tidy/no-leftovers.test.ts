import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { noLeftovers } from './no-leftovers.ts'

test('a text without marks of unfinished work is free', () => {
  const text = 'What is to do stands in an issue. TODOS_MAX, xxx and XXXL are no marks.'
  assert.deepEqual(found(noLeftovers, { 'a.md': text }), [])
})

test('marks of unfinished work are found in every kind of file', () => {
  assert.deepEqual(found(noLeftovers, { 'a.ts': '\n// TODO: later', 'b.md': '(FIXME)' }), [
    'a.ts:2 TODO: open an issue instead',
    'b.md:1 FIXME: open an issue instead',
  ])
})
