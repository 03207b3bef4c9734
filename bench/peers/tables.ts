import { table } from '../table.ts'
import type { PeersReport, RaceReport } from './measure.ts'
import type { Figure } from './race.ts'
import type { Result } from './result.ts'
import { say, sayDemand, sayRange, sayReached } from './say.ts'

/** Figures alone, for a terminal. */
export function peersTables(report: PeersReport): string {
  return [...report.races.map(failureOf), verdictTable(report.races), laneTable(report.races)]
    .filter((text) => text !== '')
    .join('\n\n')
}

/** What was demanded, and what came out: one line for each claim. */
export function verdictTable(races: readonly Pick<RaceReport, 'title' | 'results'>[]): string {
  return table(
    ['path', 'compared with', 'demanded', 'measured (worst to best round)', 'by CPU', 'reached'],
    races.flatMap(({ title, results }) => results.map((result) => [title, ...cells(result)])),
  )
}

function cells(result: Result): string[] {
  const { title, unit, figure, byCpu } = result
  const range = figure.min === figure.max ? '' : ` (${sayRange(unit, figure)})`
  return [
    title,
    sayDemand(result),
    `**${say(unit, figure.median)}**${range}`,
    byCpu === undefined ? '–' : say(unit, byCpu.median),
    sayReached(result),
  ]
}

/** Absolute figures: each beside those that it was measured with, and only good there. */
export function laneTable(races: readonly RaceReport[]): string {
  return table(
    ['path', 'who', 'per second', 'CPU µs', 'p50 ms', 'p99 ms'],
    races
      .filter(({ lanes }) => lanes.some(({ figure }) => figure.perSec !== undefined))
      .flatMap(({ title, lanes }) =>
        lanes.map((lane) => [title, lane.title, ...absolutes(lane.figure)]),
      ),
  )
}

export function startTable(races: readonly RaceReport[]): string {
  const starts = races.flatMap(({ lanes }) =>
    lanes.flatMap(({ title, figure }) =>
      figure.startMs === undefined ? [] : [[title, `${figure.startMs.toFixed(0)} ms`]],
    ),
  )
  return starts.length === 0 ? '' : table(['from the start to the first token', 'median'], starts)
}

export function failureOf({ title, failure }: RaceReport): string {
  return failure === undefined ? '' : `**${title}: not measured.** ${failure.slice(0, 200)}`
}

function absolutes({ perSec, cpuMicros, p50Ms, p99Ms }: Figure): string[] {
  return [
    perSec === undefined ? '–' : Math.round(perSec).toLocaleString('en'),
    cpuMicros?.toFixed(cpuMicros < 10 ? 2 : 0) ?? '–',
    p50Ms?.toFixed(1) ?? '–',
    p99Ms?.toFixed(1) ?? '–',
  ]
}
