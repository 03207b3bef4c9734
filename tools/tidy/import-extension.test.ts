import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { importExtension } from './import-extension.ts'

const importing = (specifier: string) =>
  found(importExtension, { 'a.ts': `import { b } from '${specifier}'` })

test('files with their ending, packages and built-ins are free', () => {
  for (const specifier of ['./b.ts', '../c/b-c.ts', './d.json', 'node:fs', 'eta/core', '@a/b']) {
    assert.deepEqual(importing(specifier), [], specifier)
  }
})

test('a relative import without an ending is found, folders included', () => {
  for (const specifier of ['./b', '../c/b', '..', './', '../c.d/b']) {
    assert.deepEqual(importing(specifier), [`a.ts:1 name the file with its ending: ${specifier}`])
  }
})
