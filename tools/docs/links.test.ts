import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { listFiles } from '../tidy/files.ts'
import { fileLinksOf } from './markdown.ts'

const ROOT = join(import.meta.dirname, '../..')

test('every link between our pages leads to a file', () => {
  const pages = listFiles(ROOT).filter(
    (path) => path.endsWith('.md') && existsSync(join(ROOT, path)),
  )
  const broken = pages.flatMap((page) =>
    fileLinksOf(readFileSync(join(ROOT, page), 'utf8'))
      .filter((target) => !existsSync(join(ROOT, dirname(page), target)))
      .map((target) => `${page}: ${target}`),
  )
  assert.deepEqual(broken, [])
})
