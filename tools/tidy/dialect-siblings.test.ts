import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dialectSiblings } from './dialect-siblings.ts'
import { found } from './found.ts'

const list = { 'server/dialects/index.ts': "import { a } from './acme/dialect.ts'" }
const acme = Object.fromEntries(
  [
    'README.md',
    'dialect.ts',
    'endpoints.ts',
    'refuse.ts',
    'resources.ts',
    'token.ts',
    'transcripts/a.json',
  ].map((name) => [`server/dialects/acme/${name}`, '']),
)

test('a dialect with the files of its siblings, and tests of its own, is one of them', () => {
  const tests = { 'server/dialects/acme/token.test.ts': '', 'server/dialects/acme/test/a.ts': '' }
  assert.deepEqual(found(dialectSiblings, { ...list, ...acme, ...tests }), [])
})

test('a missing file, a file of its own and a missing line in the list are found', () => {
  const { 'server/dialects/acme/refuse.ts': _, ...rest } = acme
  const files = { ...rest, 'server/dialects/acme/extra.ts': '', 'server/dialects/index.ts': '' }
  assert.deepEqual(found(dialectSiblings, files), [
    'server/dialects/acme:1 no refuse.ts',
    'server/dialects/acme/extra.ts:1 its siblings have no such file',
    'server/dialects/acme:1 not in server/dialects/index.ts',
  ])
})
