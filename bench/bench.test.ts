import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { test } from 'node:test'
import { promisify } from 'node:util'
import type { Report } from './report.ts'

const run = promisify(execFile)
const MAIN = join(import.meta.dirname, 'main.ts')
const PAGE = join(import.meta.dirname, '../docs/performance.md')
const LIMIT_MS = 200_000

async function bench(...args: readonly string[]): Promise<string> {
  // The test runner's own variables would make the servers report to it.
  const { NODE_TEST_CONTEXT: _context, ...rest } = env
  const { stdout } = await run(execPath, [MAIN, ...args], { env: rest, timeout: LIMIT_MS })
  return stdout
}

test('a quick run of one row gives figures that can be true, and the page stays', async () => {
  const before = statSync(PAGE).mtimeMs
  const text = await bench('--quick', '--only', 'cc-es256', '--json')
  const report = JSON.parse(text) as Report
  assert.equal(statSync(PAGE).mtimeMs, before)
  assert.deepEqual(
    report.rows.map((row) => row.name),
    ['cc-es256'],
  )
  const [row] = report.rows
  assert.ok(row !== undefined)
  assert.ok(readFileSync(PAGE, 'utf8').includes(row.title), 'the page does not know this row')
  assert.ok(row.perSec > 50, `only ${row.perSec} tokens a second`)
  assert.ok(row.ofLimit > 0.01 && row.ofLimit < 1, `${row.ofLimit} of the limit`)
  assert.ok(row.p50Ms > 0 && row.p50Ms <= row.p99Ms, `p50 ${row.p50Ms}, p99 ${row.p99Ms}`)
  // 32 connections each wait for their answer (Little's law). The median lies below the mean where
  // others use the machine in bursts, so the lower bound is wide.
  const waiting = row.perSec * (row.p50Ms / 1000)
  assert.ok(waiting > 1 && waiting < 64, `${waiting} requests under way`)
  const cores = (row.cpuMicros / 1e6) * row.perSec
  assert.ok(cores > 0.05 && cores < 1.5, `the server used ${cores} cores`)
  const { es256Sign = 0, http = 0 } = report.references
  const needed = 1e6 / es256Sign + 1e6 / http
  assert.ok(Math.abs(row.limitMicros - needed) < 0.01, `${row.limitMicros}, not ${needed} µs`)
})

test('a row that does not exist is refused instead of measured as nothing', async () => {
  await assert.rejects(bench('--quick', '--only', 'no-such-row'), /no row has a name/)
  await assert.rejects(bench('--rounds', '0'), /--rounds takes a number/)
})

test('the page says what was measured, how, and on what machine', () => {
  const page = readFileSync(PAGE, 'utf8')
  for (const words of ['Machine:', 'of its limit', 'Node v', '## Method', 'bare Node']) {
    assert.ok(page.includes(words), `the page lacks “${words}”`)
  }
})
