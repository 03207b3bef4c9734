import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { readOptions } from '../options.ts'
import { sectionIn, withSection } from '../sections.ts'
import { measureRooms } from './measure.ts'
import { ROOMS, roomsSection } from './section.ts'

const PAGE = join(import.meta.dirname, '../../docs/performance.md')

test('a quick run talks, waits and looks, and its figures can be true', async () => {
  const few = { roomsIdle: 4, roomsTalking: 4 }
  const options = { ...readOptions(['--rooms', '--quick']), ...few }
  const report = await measureRooms(options, false, () => {})
  const { talking, firstFrame } = report
  assert.ok(talking.perSec > 10 && talking.perSec < 4 * 2 * 40, `${talking.perSec} a second`)
  assert.ok(talking.p50Ms > 0 && talking.p50Ms <= talking.p99Ms)
  assert.ok(firstFrame.lobbyMs > 0 && firstFrame.frameMs > 0)
  const page = withSection('# Performance\n', ROOMS, roomsSection(report))
  assert.match(sectionIn(page, ROOMS), /\| server CPU a message \| \*\*\d+ µs\*\* \|/)
})

test('the page has the figures of a full run', () => {
  assert.match(sectionIn(readFileSync(PAGE, 'utf8'), ROOMS), /1,000 idle/)
})
