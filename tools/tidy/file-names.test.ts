import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fileNames } from './file-names.ts'
import { found } from './found.ts'

test('kebab-case is free, with digits and several endings', () => {
  const files = { 'a/commit-group.ts': '', '0001-first.ts': '', 'a.test.ts': '', 'README.md': '' }
  assert.deepEqual(found(fileNames, files), [])
})

test('capitals and underscores are found', () => {
  for (const name of ['CommitGroup.ts', 'commit_group.ts', 'commitGroup.ts', 'a-.ts']) {
    assert.deepEqual(found(fileNames, { [`a/${name}`]: '' }), [
      `a/${name}:1 name files in kebab-case`,
    ])
  }
})
