import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { readBrand } from './brand.ts'
import { ConfigError } from './config.ts'

const folder = mkdtempSync(join(tmpdir(), 'mintmark-brand-'))
after(() => rmSync(folder, { recursive: true }))

const SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 4"><path d="M0 0h4v4z"/></svg>'
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')

function brandWith(bytes: string | Buffer) {
  const path = join(folder, 'logo')
  writeFileSync(path, bytes)
  return readBrand({ 'brand.name': 'Acme', 'brand.color': '', 'brand.logo': path })
}

test('a logo is an SVG or a PNG by what it holds, not by its name', () => {
  const types = [SVG, `\uFEFF<?xml version="1.0"?>\n<!-- ours -->\n${SVG}`, PNG].map(
    (bytes) => brandWith(bytes).logo?.mediaType,
  )
  assert.deepEqual(types, ['image/svg+xml', 'image/svg+xml', 'image/png'])
})

test('anything else ends the start and says what is wrong', () => {
  const wrong: Readonly<Record<string, string | Buffer>> = {
    'neither an SVG nor a PNG': '<html><svg></svg></html>',
    'neither an SVG nor a PNG picture': 'GIF89a',
    'holds scripts': SVG.replace('<path', '<script>alert(1)</script><path'),
    'holds scripts, handlers': SVG.replace('<path', '<path onload="alert(1)"'),
    'entities or foreign markup': `<!-- a --><svg ><foreignObject/></svg>`,
    'more than 262144 bytes': Buffer.alloc(262_145),
  }
  for (const [words, bytes] of Object.entries(wrong)) {
    assert.throws(
      () => brandWith(bytes),
      (thrown) => thrown instanceof ConfigError && thrown.message.includes(words),
      words,
    )
  }
  const settings = { 'brand.name': 'Acme', 'brand.color': '', 'brand.logo': join(folder, 'none') }
  assert.throws(() => readBrand(settings), /brand\.logo: .*none is not there/)
})

test('without settings there is no logo and no colour', () => {
  const settings = { 'brand.name': 'Mintmark', 'brand.color': '', 'brand.logo': '' }
  assert.deepEqual(readBrand(settings), { name: 'Mintmark', color: undefined, logo: undefined })
})
