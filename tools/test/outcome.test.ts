import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { after, test } from 'node:test'
import { filesToRepeat, type Outcome, readOutcome, settled } from './outcome.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-outcome-'))
after(() => rmSync(folder, { recursive: true, force: true }))
const REPORTER = new URL('outcome-reporter.ts', import.meta.url).href

const failing = (...files: readonly string[]): Outcome => ({
  passed: 10,
  failures: files.map((file) => ({ file, name: 'x' })),
})

/** Runs these files in the real runner; the reporter's lines are read as `npm test` reads them. */
async function outcomeOf(files: Readonly<Record<string, string>>): Promise<Outcome> {
  const lines = join(folder, 'lines')
  rmSync(lines, { force: true })
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text)
  const { NODE_TEST_CONTEXT: _context, ...rest } = env
  const reporting = [`--test-reporter=${REPORTER}`, `--test-reporter-destination=${lines}`]
  const args = ['--test', ...reporting, ...Object.keys(files)]
  const code = await new Promise<number | null>((resolve) => {
    const child = execFile(execPath, args, { cwd: folder, env: rest })
    child.on('exit', resolve)
  })
  return readOutcome(folder, lines, code)
}

test('tells which tests of which files failed, and how many passed', async () => {
  const outcome = await outcomeOf({
    'a.test.mjs': `import { describe, test } from 'node:test'
      test('good', () => {})
      describe('some', () => { test('bad', () => { throw new Error('no') }) })`,
    'b.test.mjs': `import { test } from 'node:test'
      test('good', () => {})`,
  })
  assert.deepEqual(outcome, { passed: 2, failures: [{ file: 'a.test.mjs', name: 'bad' }] })
})

test('a file that ends in the middle of its tests has failed', async () => {
  const text = `import { test } from 'node:test'
    test('waits', () => new Promise(() => setTimeout(() => process.exit(1), 20)))`
  const { failures } = await outcomeOf({ 'c.test.mjs': text })
  assert.deepEqual(failures, [{ file: 'c.test.mjs', name: 'c.test.mjs' }])
})

test('a runner that says nothing and fails has failed', () => {
  assert.equal(readOutcome(folder, join(folder, 'none'), 0).failures.length, 0)
  assert.equal(readOutcome(folder, join(folder, 'none'), 1).failures.length, 1)
  assert.equal(readOutcome(folder, join(folder, 'none'), null).failures.length, 1)
})

test('a runner that was ended after a failure has failed, whatever runs again', () => {
  const lines = join(folder, 'ended')
  writeFileSync(lines, `${JSON.stringify({ file: join(folder, 'bench/a.test.ts'), name: 'x' })}\n`)
  const first = readOutcome(folder, lines, null)
  const { failures } = settled(first, filesToRepeat(first), failing())
  assert.deepEqual(failures, [{ file: '', name: 'the test runner' }])
})

test('what others can hold up runs again; what is guaranteed does not', () => {
  const pages = 'server/test/chromium/looks.test.ts'
  const threat = 'server/test/threats/code-race.test.ts'
  assert.deepEqual(filesToRepeat(failing(pages, threat, pages)), [pages])
  assert.deepEqual(filesToRepeat(failing('bench/bench.test.ts')), ['bench/bench.test.ts'])
  assert.deepEqual(filesToRepeat(failing('server/cli/backup.test.ts', '')), [])
  const many = Array.from({ length: 4 }, (_, at) => `console/${at}.test.ts`)
  assert.deepEqual(filesToRepeat(failing(...many)), [])
})

test('what fails again, or did not run again, has failed', () => {
  const first = failing('bench/a.test.ts', 'bench/b.test.ts', 'server/c.test.ts')
  const second = failing('bench/b.test.ts')
  const { passed, failures } = settled(first, ['bench/a.test.ts', 'bench/b.test.ts'], second)
  assert.deepEqual(
    [passed, failures.map(({ file }) => file)],
    [11, ['server/c.test.ts', 'bench/b.test.ts']],
  )
})
