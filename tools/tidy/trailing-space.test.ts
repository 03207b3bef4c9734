import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { trailingSpace } from './trailing-space.ts'

test('a line ends with its last character', () => {
  assert.deepEqual(found(trailingSpace, { 'a.md': 'a\n\n b\n' }), [])
  assert.deepEqual(found(trailingSpace, { 'a.md': 'a \nb\t\r\nc' }), [
    'a.md:1 white space at the end of the line',
    'a.md:2 white space at the end of the line',
  ])
})
