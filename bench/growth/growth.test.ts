import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import { sectionIn, withSection } from '../sections.ts'
import type { GrowthReport } from './report.ts'
import { GROWTH, growthSection } from './section.ts'

const run = promisify(execFile)
const MAIN = join(import.meta.dirname, '../main.ts')
const PAGE = join(import.meta.dirname, '../../docs/performance.md')
const LIMIT_MS = 240_000
const BY_TIME: readonly string[] = ['audit', 'tallies']

test('a quick run fills stores and measures who lives in them', async () => {
  const before = statSync(PAGE).mtimeMs
  const { NODE_TEST_CONTEXT: _context, ...rest } = env
  const args = [MAIN, '--growth', '--quick', '--seconds', '0.05', '--json']
  const { stdout } = await run(execPath, args, { env: rest, timeout: LIMIT_MS })
  assert.equal(statSync(PAGE).mtimeMs, before)
  const report = JSON.parse(stdout) as GrowthReport
  assert.equal(report.figures.length, 3 * 4, 'the small store and two circles in the large, rows')
  for (const figure of report.figures) {
    assert.ok(figure.perSec > 5, `${figure.row}: ${figure.perSec} a second`)
    assert.ok(figure.ofSmallest > 0, figure.row)
  }
  for (const { engine, size, tables } of report.stores) {
    const rowsIn = (name: string) => tables.find((one) => one.table === name)?.rows ?? 0
    assert.ok(rowsIn('credentials') >= size, `${engine}: ${rowsIn('credentials')} credentials`)
    assert.equal(rowsIn('families'), size, engine)
  }
  for (const { engine, tokens, before: old, after } of report.issued) {
    assert.ok(tokens >= 200, engine)
    const grown = after.filter((one) => one.rows !== old.find((o) => o.table === one.table)?.rows)
    // The record and the figures grow with time, a row for each stretch in which anything was done.
    const names = grown.map((one) => one.table).filter((name) => !BY_TIME.includes(name))
    assert.deepEqual(names, [], `${engine}: access tokens left rows behind`)
  }
  const { log } = report
  assert.ok(log !== undefined && log.rotations > 0 && log.logMbMax > 0)
})

test('the section takes its own place on the page and leaves the rest alone', () => {
  const section = growthSection({
    date: '2026-01-01',
    machine: 'a machine',
    node: 'v26',
    isPinned: false,
    rounds: 1,
    seconds: 1,
    loadAverages: [1],
    figures: [],
    stores: [],
    issued: [],
    log: undefined,
  })
  const page = withSection('# Performance\n\nRows.\n', GROWTH, section)
  assert.ok(page.startsWith('# Performance\n\nRows.\n\n'))
  assert.equal(sectionIn(page, GROWTH), section)
  const later = withSection(
    page.replace('Rows.', 'Other rows.'),
    GROWTH,
    section.replace('2026', '2027'),
  )
  assert.ok(later.includes('Other rows.') && later.includes('2027-01-01'))
  assert.ok(!later.includes('2026-01-01'))
  assert.equal(sectionIn('# Performance\n', GROWTH), '')
})

test('the page says what a million credentials cost on each engine', () => {
  const section = sectionIn(readFileSync(PAGE, 'utf8'), GROWTH)
  for (const words of ['1,000,000', 'SQLite', 'PostgreSQL', 'log at most', 'audit']) {
    assert.ok(section.includes(words), `the section lacks “${words}”`)
  }
})
