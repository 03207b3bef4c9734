// Follows docs/guide/add-a-dialect.md to the letter, in a copy of the repository: what the guide
// says is all that a new dialect takes.
import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { after, before, test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { listFiles } from '../tidy/files.ts'
import { type Block, blocksOf } from './markdown.ts'
import { runBlocks } from './run-blocks.ts'

type MintModule = typeof import('../../server/test/mint.ts')

const root = join(import.meta.dirname, '../..')
const copy = mkdtempSync(join(tmpdir(), 'mintmark-guide-'))
after(() => rmSync(copy, { recursive: true, force: true }))

const blocks = blocksOf(readFileSync(join(root, 'docs/guide/add-a-dialect.md'), 'utf8'))
const files = blocks.filter(({ language, rest }) => language !== 'sh' && rest.includes('/'))

before(() => {
  // The copy's own server is to be started, not the one that all other files share.
  delete process.env.MINTMARK_TEST_MAIN
  for (const path of listFiles(root)) copyFile(path)
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  for (const block of files) writeBlock(block)
})

test('the guide edits one list and creates files in one folder', () => {
  const edited = files.filter(({ language }) => language === 'diff').map(({ rest }) => rest)
  assert.deepEqual(edited, ['server/dialects/index.ts'])
  const created = files.filter(({ language }) => language !== 'diff').map(({ rest }) => rest)
  assert.ok(created.length > 0)
  for (const path of created) assert.match(path, /^server\/dialects\/harbour\//)
})

test('the copy with the new dialect passes the compiler, the formatter and the linter', () => {
  run('node_modules/typescript/bin/tsc', '-p', 'server/tsconfig.build.json', '--noEmit')
  run('node_modules/@biomejs/biome/bin/biome', 'check', '--vcs-enabled=false', 'server/dialects')
})

test('the house style finds nothing to say about the new dialect', () => {
  const { stdout } = spawnSync(process.execPath, ['tools/tidy.ts'], { cwd: copy, encoding: 'utf8' })
  assert.match(stdout, /^tidy: \d+ files/m)
  assert.doesNotMatch(stdout, /harbour/)
})

test('the generated pages know the new dialect', () => {
  run('tools/docs.ts')
  const page = (name: string) => readFileSync(join(copy, 'docs', name), 'utf8')
  assert.match(page('errors.md'), /^## Harbour$/m)
  assert.match(page('config.md'), /MINTMARK_HARBOUR_ACCESS_TOKEN_LIFETIME_SEC/)
})

test('the new dialect serves: a client of it, its transcript, the printed commands', async () => {
  const module = pathToFileURL(join(copy, 'server/test/mint.ts')).href
  const { startMint } = (await import(module)) as MintModule
  const folder = join(copy, 'served')
  const mint = await startMint({ dataDir: join(folder, '.mintmark') })
  try {
    const demo = join(folder, '.mintmark/demo.json')
    const outcome = run(
      'conformance/main.ts',
      ...['--base-url', mint.baseUrl, '--demo', demo, '--only', 'harbour'],
    )
    assert.match(outcome, /^1 passed, 0 failed$/m)

    runBlocks(blocks, ({ rest }) => rest === 'harbour', folder)
  } finally {
    await mint.stop()
  }
})

function copyFile(path: string): void {
  mkdirSync(join(copy, dirname(path)), { recursive: true })
  cpSync(join(root, path), join(copy, path))
}

function writeBlock({ language, rest, text }: Block): void {
  const file = join(copy, rest)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, language === 'diff' ? patched(readFileSync(file, 'utf8'), text) : text)
}

/** Each added line stands after the line that the guide shows before it. */
function patched(text: string, diff: string): string {
  const lines = text.split('\n')
  let at = -1
  for (const line of diff.trimEnd().split('\n')) {
    if (line.startsWith('+')) {
      at += 1
      lines.splice(at, 0, line.slice(1))
    } else {
      at = lines.indexOf(line.slice(1), at + 1)
      assert.ok(at >= 0, `the guide shows a line that is not there: ${line}`)
    }
  }
  return lines.join('\n')
}

/** Runs a program of the copy, which must end well; answers what it said. */
function run(...args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync(process.execPath, args, {
    cwd: copy,
    encoding: 'utf8',
  })
  assert.equal(status, 0, `${args.join(' ')}:\n${stdout}${stderr}`)
  return stdout
}
