import { marked } from '../sections.ts'
import { table } from '../table.ts'
import type { PeersReport } from './measure.ts'
import type { Unit } from './race.ts'
import type { Result, Spread } from './result.ts'

export const PEERS = '--peers'

export function peersSection(report: PeersReport): string {
  return marked(PEERS, `## Beside its peers\n\n${peersTables(report)}`)
}

/** The figures alone, for a terminal. */
export function peersTables({ races }: PeersReport): string {
  const verdicts = table(
    ['path', 'compared with', 'at least', 'reached (worst to best round)', 'by CPU', ''],
    races.flatMap((race) =>
      race.results.map((result) => [
        race.title,
        result.title,
        demandOf(result),
        `**${say(result.unit, result.figure.median)}** (${rangeOf(result.unit, result.figure)})`,
        result.byCpu === undefined ? '–' : say(result.unit, result.byCpu.median),
        result.isReached === undefined ? '–' : result.isReached ? 'yes' : '**not reached**',
      ]),
    ),
  )
  const lanes = table(
    ['path', 'who', 'per second', 'server CPU µs', 'p50 ms', 'p99 ms'],
    races.flatMap((race) =>
      race.lanes.map((lane) => [
        race.title,
        lane.title,
        Math.round(lane.perSec).toLocaleString('en'),
        lane.cpuMicros.toFixed(lane.cpuMicros < 10 ? 2 : 0),
        lane.p50Ms?.toFixed(1) ?? '–',
        lane.p99Ms?.toFixed(1) ?? '–',
      ]),
    ),
  )
  return `${verdicts}\n\n${lanes}`
}

const SAID: Readonly<Record<Unit, (value: number) => string>> = {
  times: (value) => `${value.toFixed(value < 10 ? 2 : 1)} ×`,
  share: (value) => `${(value * 100).toFixed(0)} %`,
  milliseconds: (value) => `${value.toFixed(0)} ms`,
  megabytes: (value) => `${value.toFixed(0)} MB`,
}

function say(unit: Unit, value: number): string {
  return SAID[unit](value)
}

function rangeOf(unit: Unit, { min, max }: Spread): string {
  return `${say(unit, min)} to ${say(unit, max)}`
}

function demandOf({ unit, atLeast, atMost }: Result): string {
  if (atLeast !== undefined) return `${say(unit, atLeast)}`
  return atMost === undefined ? '–' : `at most ${say(unit, atMost)}`
}
