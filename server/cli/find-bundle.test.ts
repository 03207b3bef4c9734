import assert from 'node:assert/strict'
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { BUNDLE_FOLDER, findBundle, INSTALLED, MADE_OF, markOf } from './find-bundle.ts'

const SOURCE = 'server/core.ts'
const scratch = mkdtempSync(join(tmpdir(), 'mintmark-test-'))
after(() => rmSync(scratch, { recursive: true, force: true }))

test('a bundle is started as long as its sources stand as they were', () => {
  const root = checkout('unchanged')
  assert.match(findBundle(root) ?? '', /\/unchanged\/.*\.mjs$/)
})

test('one source that was changed, and all of them are started as they stand', () => {
  const root = checkout('changed')
  utimesSync(join(root, SOURCE), 1_700_000_000, 1_700_000_000)
  assert.equal(findBundle(root), undefined)
})

test('a bundle is not started with other packages than it was made of', () => {
  const root = checkout('installed')
  writeFileSync(join(root, INSTALLED), '{"packages":{"one":{}}}')
  assert.equal(findBundle(root), undefined)
})

test('a bundle is not started without the sources that it was made of', () => {
  const root = checkout('gone')
  rmSync(join(root, SOURCE))
  assert.equal(findBundle(root), undefined)
})

test('a bundle moves with its checkout, and half of one is none', () => {
  const root = checkout('here')
  const there = join(scratch, 'there')
  cpSync(root, there, { recursive: true })
  for (const file of [SOURCE, INSTALLED]) {
    // As tar does, which keeps whole seconds.
    const second = Math.floor(statSync(join(root, file)).mtimeMs / 1_000)
    utimesSync(join(there, file), second, second)
  }
  assert.match(findBundle(there) ?? '', /\/there\/.*\.mjs$/)
  writeFileSync(join(there, BUNDLE_FOLDER, MADE_OF), '{"server/core.ts":')
  assert.equal(findBundle(there), undefined)
})

function checkout(name: string): string {
  const root = join(scratch, name)
  for (const folder of ['server', BUNDLE_FOLDER]) mkdirSync(join(root, folder), { recursive: true })
  for (const file of [SOURCE, INSTALLED]) writeFileSync(join(root, file), '{}')
  const marks = [SOURCE, INSTALLED].map((file) => [file, markOf(root, file)])
  writeFileSync(join(root, BUNDLE_FOLDER, MADE_OF), JSON.stringify(Object.fromEntries(marks)))
  return root
}
