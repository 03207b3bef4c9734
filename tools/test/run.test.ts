import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { readRun } from './run.ts'

const root = mkdtempSync(join(tmpdir(), 'mintmark-run-'))
after(() => rmSync(root, { recursive: true, force: true }))

const FILES: Readonly<Record<string, string>> = {
  'server/test/test-store.ts': "import { x } from './postgres.ts'",
  'server/test/postgres.ts': '',
  'server/test/mint.ts': "import { y } from './test-store.ts'\nimport { z } from 'node:net'",
  'server/test/kind.ts': "import type { Mint } from './mint.ts'",
  'server/flow.test.ts': "import { m } from './test/far.ts'",
  'server/test/far.ts': "import { m } from './mint.ts'",
  'server/cli/manage.test.ts': "import { m } from '../test/mint.ts'",
  'server/admin/users.test.ts': "import { m } from '../test/mint.ts'",
  'server/admin/regions.test.ts': "import { m } from '../test/mint.ts'",
  'server/test/chromium/looks.test.ts': "import { m } from '../mint.ts'",
  'server/pure.test.ts': "import { k } from './test/kind.ts'",
  'tools/shown.test.ts': "import { m } from '../server/test/mint.ts'",
  'server/nodes.test.ts':
    "import { m } from './test/mint.ts'\nimport { f } from './test/postgres.ts'",
}
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}
const tests = Object.keys(FILES).filter((path) => path.endsWith('.test.ts'))
const plan = (...args: readonly string[]) => readRun(args, root, () => tests)

test('a test that takes its store as it comes runs on both engines, any other once', () => {
  assert.deepEqual(plan().passes, [
    { store: 'sqlite', files: tests },
    { store: 'postgres', files: ['server/flow.test.ts', 'server/admin/users.test.ts'] },
  ])
})

test('one engine can be asked for, and single files, and what the runner is told', () => {
  assert.deepEqual(plan('--store', 'postgres').passes, [
    { store: 'postgres', files: ['server/flow.test.ts', 'server/admin/users.test.ts'] },
  ])
  assert.deepEqual(plan('./server/pure.test.ts', '--test-only'), {
    passes: [{ store: 'sqlite', files: ['server/pure.test.ts'] }],
    options: ['--test-only'],
  })
})

test('a folder stands for the tests in it, with or without a slash at its end', () => {
  const within = ['server/admin/users.test.ts', 'server/admin/regions.test.ts']
  for (const folder of ['server/admin', 'server/admin/']) {
    assert.deepEqual(plan(folder, '--store', 'sqlite').passes, [{ store: 'sqlite', files: within }])
  }
  assert.throws(() => plan('server/adm'), /There is no file server\/adm/)
})

test('a run that would test nothing is refused', () => {
  assert.throws(() => plan('--store', 'oracle'), /--store is one of sqlite, postgres/)
  assert.throws(() => plan('--store'), /--store is one of/)
  assert.throws(() => plan('server/misspelt.test.ts'), /There is no file server\/misspelt.test.ts/)
  assert.throws(() => plan('--store', 'postgres', 'server/pure.test.ts'), /Nothing to test/)
})
