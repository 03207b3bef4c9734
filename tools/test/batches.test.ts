import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, test } from 'node:test'
import { inBatches } from './batches.ts'

const root = mkdtempSync(join(tmpdir(), 'mintmark-batches-'))
after(() => rmSync(root, { recursive: true, force: true }))

const suite = (name: string, outcome: string) =>
  `import { after, before, test } from 'node:test'
   let order = ''
   before(() => { order += 'b' })
   after(() => { if (order !== 'bt') throw new Error(order) })
   await new Promise((resolve) => setTimeout(resolve, 5))
   test('${name}', () => { order += 't'; ${outcome} })`
const FILES: Readonly<Record<string, string>> = {
  'server/test/postgres.ts': "import { spawn } from 'node:child_process'",
  'server/test/test-store.ts': "import './postgres.ts'",
  'server/backup.ts': "import { spawn } from 'node:child_process'",
  'server/one.test.ts': `import './test/test-store.ts'\n${suite('one holds', '')}`,
  'server/two.test.ts': `import './backup.ts'\n${suite('two holds not', "throw new Error('two')")}`,
  'server/cluster.test.ts': "import './test/postgres.ts'",
  'tools/spawns.test.ts': "import { spawn } from 'node:child_process'",
}
for (const [path, text] of Object.entries(FILES)) {
  mkdirSync(dirname(join(root, path)), { recursive: true })
  writeFileSync(join(root, path), text)
}

test('files that start no program share a process, with their own hooks and failures', () => {
  const files = Object.keys(FILES).filter((path) => path.endsWith('.test.ts'))
  const [batch = '', ...more] = inBatches(root, files, join(root, 'batches')).toReversed()
  assert.deepEqual(more.toReversed(), ['server/cluster.test.ts', 'tools/spawns.test.ts'])
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const ran = spawnSync(process.execPath, ['--test', batch], { env, encoding: 'utf8' })
  assert.equal(ran.status, 1)
  assert.match(ran.stdout, /✔ one holds/)
  assert.match(ran.stdout, /✖ two holds not/)
  assert.match(ran.stdout, /✔ server\/one\.test\.ts/)
  assert.match(ran.stdout, /ℹ pass 1\n.*ℹ fail 1\n/)
})
