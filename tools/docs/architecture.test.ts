import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { LAYERS } from '../tidy/import-table.ts'

const page = readFileSync(join(import.meta.dirname, '../../ARCHITECTURE.md'), 'utf8')

test('ARCHITECTURE.md tells the same of who may import whom as the table that is enforced', () => {
  const core = namesIn(/"The core" is (.*)\./.exec(page)?.[1] ?? '')
  assert.ok(core.length > 0)
  const section = page.split('\n## ').find((part) => part.startsWith('Who may import whom')) ?? ''
  const rows = section.split('\n').filter((line) => line.startsWith('| `'))
  const told = rows.flatMap((row) => {
    const [, from = '', may = ''] = row.split('|')
    const all = [...(may.includes('the core') ? core : []), ...namesIn(may)].sort()
    return namesIn(from).map((folder) => [folder, all] as const)
  })
  assert.ok(told.length > 10)
  for (const [folder, may] of told) {
    assert.deepEqual(may, [...(LAYERS[folder]?.may ?? ['no row'])].sort(), folder)
  }
})

test('ARCHITECTURE.md shows the steps of the pipeline by the letters that the code has', () => {
  const pipeline = join(import.meta.dirname, '../../server/endpoints/token.ts')
  const steps = readFileSync(pipeline, 'utf8').match(/^ {4}\/\/ [a-f] {2}/gm) ?? []
  assert.equal(steps.length, 6)
  for (const step of steps)
    assert.match(page, new RegExp(`^ {4}${step.trim().slice(3)} {2}\\w`, 'm'))
})

function namesIn(text: string): string[] {
  return [...text.matchAll(/`([\w.-]+)`/g)].map(([, name]) => name ?? '')
}
