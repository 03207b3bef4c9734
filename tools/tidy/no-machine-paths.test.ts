import assert from 'node:assert/strict'
import { test } from 'node:test'
import { found } from './found.ts'
import { noMachinePaths } from './no-machine-paths.ts'

test('URLs, relative paths and well-known folders are free', () => {
  const text = [
    'https://example.com/home/page',
    './home/page and ../work/x',
    '/var/lib/mintmark and /etc/ssl',
    'GET /users/1',
  ].join('\n')
  assert.deepEqual(found(noMachinePaths, { 'a.md': text }), [])
})

test('paths of one machine are found, whatever the system', () => {
  for (const path of ['/home/mila/mint', '/Users/mila', '/root/.npm', '/work/x', 'C:\\mint']) {
    assert.equal(found(noMachinePaths, { 'a.json': `{"at": "${path}/x"}` }).length, 1, path)
  }
})
