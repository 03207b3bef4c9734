import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { noDefaultExport } from './no-default-export.ts'

test('named exports, and defaults of others, are free', () => {
  const text = [
    "export { a } from './a.ts'",
    "export { default as b } from './b.ts'",
    'switch (c) { default: }',
    "import { default as d } from 'd'",
    '// export default e',
  ].join('\n')
  assert.deepEqual(found(noDefaultExport, { 'a.ts': text }), [])
})

test('both ways to export a default are found', () => {
  const text = 'export default function a() {}\nexport { b as default }'
  assert.deepEqual(found(noDefaultExport, { 'a.ts': text }), [
    'a.ts:1 export by name, not as default',
    'a.ts:2 export by name, not as default',
  ])
})
