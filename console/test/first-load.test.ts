import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'

interface Chunk {
  readonly file: string
  readonly isEntry?: boolean
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}

const BYTES_MAX = 250_000
const dist = join(import.meta.dirname, '../dist')
const manifest: Readonly<Record<string, Chunk>> = JSON.parse(
  readFileSync(join(dist, '.vite/manifest.json'), 'utf8'),
)
const entry = Object.keys(manifest).filter((name) => manifest[name]?.isEntry)
const pages = Object.keys(manifest).filter((name) => name.startsWith('pages/'))
// Comes at once too, to those who look after more than one organization.
const organizationSwitch = 'shell/organization-switch.tsx'

test('every page is there with less than 250 kB, compressed, from an empty cache', () => {
  assert.ok(pages.length > 0)
  for (const page of pages) {
    const bytes = bytesOf(new Set([...entry, organizationSwitch, page].flatMap(filesBehind)))
    assert.ok(bytes < BYTES_MAX, `${page}: ${bytes} bytes`)
  }
})

test('every file is named by what is in it, and stands beside itself compressed', () => {
  for (const file of new Set(Object.keys(manifest).flatMap(filesBehind))) {
    assert.match(file, /^assets\/[\w.-]+-[\w-]{8}\.\w+$/)
    if (/\.(?:js|css)$/.test(file)) assert.ok(readFileSync(join(dist, `${file}.br`)).length > 0)
  }
})

function filesBehind(name: string): string[] {
  const names = new Set([name])
  for (const one of names) for (const more of manifest[one]?.imports ?? []) names.add(more)
  return [...names].flatMap((one) => [manifest[one]?.file ?? '', ...(manifest[one]?.css ?? [])])
}

function bytesOf(files: ReadonlySet<string>): number {
  return [...files].reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file))).length, 0)
}
