import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { type TestContext, test } from 'node:test'
import { ignoredNames, readTree, walk } from './files.ts'

const FILES = {
  '.gitignore': 'node_modules/\n*.log\n# a comment\n',
  '.ci/run': 'true\n',
  'a.ts': 'a\n',
  'folder/b.md': 'b\n',
  'folder/error.log': 'no\n',
  'folder/node_modules/c.ts': 'no\n',
  'folder/picture.png': '\0',
  'package-lock.json': '{}\n',
}

function folderWith(context: TestContext, files: Readonly<Record<string, string>>): string {
  const root = mkdtempSync(join(tmpdir(), 'tidy-'))
  context.after(() => rmSync(root, { recursive: true }))
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, dirname(path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return root
}

const READ = ['.ci/run', '.gitignore', 'a.ts', 'folder/b.md']

test('without a repository the folder is walked, minus what is ignored', (context) => {
  const root = folderWith(context, FILES)
  const walked = walk(root, ignoredNames(root)).sort()
  assert.deepEqual(
    walked.filter((path) => !path.endsWith('.png') && path !== 'package-lock.json'),
    READ,
  )
})

test('texts of ours are read; pictures, ignored and generated files are not', (context) => {
  const root = folderWith(context, FILES)
  assert.deepEqual(
    readTree(root).map(({ path }) => path),
    READ,
  )
})
