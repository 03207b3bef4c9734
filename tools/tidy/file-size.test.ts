import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileSize, medianLines } from './file-size.ts'
import { found, treeOf } from './found.ts'

const lines = (count: number) => 'x\n'.repeat(count)

test('a file may have 400 lines and not one more, tests included', () => {
  const small = { 'a.ts': lines(1), 'b.ts': lines(1) }
  assert.deepEqual(found(fileSize, { ...small, 'c.ts': lines(400) }), [])
  assert.deepEqual(found(fileSize, { ...small, 'c.test.ts': lines(401), 'd.md': lines(900) }), [
    'c.test.ts:401 401 lines; split it, 400 is the most',
  ])
})

test('the median file may have 80 lines; tests do not count', () => {
  const files = { 'a.ts': lines(10), 'b.ts': lines(80), 'c.ts': lines(90) }
  assert.deepEqual(found(fileSize, files), [])
  assert.deepEqual(found(fileSize, { ...files, 'b.ts': lines(81), 'a.test.ts': lines(1) }), [
    '.:1 the median file has 81 lines; 80 is the most',
  ])
  assert.equal(medianLines(treeOf(files)), 80)
  assert.equal(medianLines([]), 0)
})
