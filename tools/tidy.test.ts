// Style is a test: the repository itself is inspected in every test run.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { exceptions } from './tidy/exceptions.ts'
import { readTree } from './tidy/files.ts'
import { format, inspect } from './tidy/inspect.ts'
import { rules } from './tidy/rules.ts'

const root = `${import.meta.dirname}/..`

test('the repository is tidy', () => {
  const tree = readTree(root)
  assert.ok(
    tree.some(({ path }) => path === 'tools/tidy.ts'),
    'the repository was not read',
  )
  const found = inspect(tree, rules, exceptions).map(format)
  assert.equal(found.length, 0, `\n${found.join('\n')}`)
})

test('every rule has a name of its own, a file of that name and a test beside it', () => {
  assert.equal(new Set(rules.map(({ name }) => name)).size, rules.length)
  for (const { name } of rules) {
    assert.ok(existsSync(`${import.meta.dirname}/tidy/${name}.ts`), name)
    assert.ok(existsSync(`${import.meta.dirname}/tidy/${name}.test.ts`), name)
  }
})

test('the program prints findings and counts, and exits 1 when anything is found', (context) => {
  const folder = mkdtempSync(join(tmpdir(), 'tidy-'))
  context.after(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, 'a.md'), 'a \n')
  const { status, stdout } = spawnSync(
    process.execPath,
    [`${import.meta.dirname}/tidy.ts`, folder],
    { encoding: 'utf8' },
  )
  assert.equal(status, 1)
  assert.match(stdout, /^a\.md:1 trailing-space white space/m)
  assert.match(stdout, /tidy: 1 files, \d+ rules, median 0 lines, \d+ findings\n$/)
})
