import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readOptions } from '../options.ts'
import { sectionIn, withSection } from '../sections.ts'
import { measureSdk } from './measure.ts'
import { SDK, sdkSection } from './section.ts'

const PAGE = join(import.meta.dirname, '../../docs/performance.md')

test('one source sends one request, each loner its own, and figures can be true', async () => {
  const report = await measureSdk(readOptions(['--sdk', '--quick']), false)
  assert.deepEqual([report.shared.callers, report.shared.tokenRequests], [500, 1])
  assert.deepEqual([report.alone.callers, report.alone.tokenRequests], [50, 50])
  assert.ok(report.keptNs > 10 && report.keptNs < 100_000, `${report.keptNs} ns`)
  assert.ok(report.fetchMicros > 10, `${report.fetchMicros} µs`)
  const page = withSection('# Performance\n', SDK, sdkSection(report))
  assert.match(sectionIn(page, SDK), /\| one source \| 500 \| \*\*1\*\* \|/)
})

test('the page has the figures of a full run', () => {
  assert.match(sectionIn(readFileSync(PAGE, 'utf8'), SDK), /\| 10,000 \| \*\*1\*\* \|/)
})
