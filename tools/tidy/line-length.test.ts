import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { lineLength } from './line-length.ts'

test('a line may have 100 columns, counted as characters', () => {
  assert.deepEqual(found(lineLength, { 'a.ts': 'é'.repeat(100), '.ci/run': '🙂'.repeat(100) }), [])
  assert.deepEqual(found(lineLength, { 'a.ts': `x\n${'x'.repeat(101)}` }), [
    'a.ts:2 101 columns; 100 is the most',
  ])
})

test('a URL is not broken, and prose and recorded exchanges are free', () => {
  const long = 'x'.repeat(101)
  const files = { 'a.ts': `// https://${long}`, 'a.md': long, 'transcripts/a.json': long }
  assert.deepEqual(found(lineLength, files), [])
})
