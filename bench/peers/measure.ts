import { loadavg } from 'node:os'
import { reportHead } from '../report.ts'
import { median } from '../statistics.ts'
import { installPeers } from './install.ts'
import type { Figure, Lane, Race, Round, Setting } from './race.ts'
import { RACES } from './races/index.ts'
import { type Result, resultOf } from './result.ts'

/** Servers run on a compiler that watches them first. */
const WARM_UP_SEC = 2

export interface RaceReport {
  readonly name: string
  readonly title: string
  readonly rounds: number
  readonly results: readonly Result[]
  readonly lanes: readonly (Figure & Pick<Lane, 'name' | 'title'>)[]
  readonly loadAverage: number
}

export interface PeersReport extends ReturnType<typeof reportHead> {
  readonly races: readonly RaceReport[]
}

/** One race after the other; in each, everybody once in every round. */
export async function measurePeers(
  { options, isPinned }: Setting,
  tell: (line: string) => void,
): Promise<PeersReport> {
  const races = RACES.filter(({ name }) => name.includes(options.only))
  if (races.length === 0) throw new Error(`no row has a name with "${options.only}"`)
  await installPeers(tell)
  const reports: RaceReport[] = []
  for (const race of races) reports.push(await run(race, { options, isPinned }, tell))
  return { ...reportHead(options, isPinned), races: reports }
}

async function run(
  race: Race,
  setting: Setting,
  tell: (line: string) => void,
): Promise<RaceReport> {
  const { lanes, close } = await race.open(setting)
  const { seconds } = setting.options
  const rounds: Round[] = []
  const count = race.rounds ?? setting.options.rounds
  try {
    for (const lane of lanes) await lane.warmUp?.(WARM_UP_SEC)
    while (rounds.length < count) {
      const round = new Map<string, Figure>()
      for (const lane of lanes) {
        const figure = await lane.measure(seconds)
        round.set(lane.name, figure)
        tell(lineOf(`${race.name}  round ${rounds.length + 1}  ${lane.title}`, figure))
      }
      rounds.push(round)
    }
  } finally {
    await close()
  }
  return {
    name: race.name,
    title: race.title,
    rounds: rounds.length,
    results: race.verdicts.map((verdict) => resultOf(verdict, rounds)),
    lanes: lanes.map(({ name, title }) => ({ name, title, ...middleOf(name, rounds) })),
    loadAverage: loadavg()[0] ?? 0,
  }
}

function lineOf(name: string, { perSec, cpuMicros, p99Ms }: Figure): string {
  const tail = p99Ms === undefined ? '' : `  p99 ${p99Ms.toFixed(1)} ms`
  return `${name}  ${perSec.toFixed(0)}/s  CPU ${cpuMicros.toFixed(1)} µs${tail}`
}

function middleOf(lane: string, rounds: readonly Round[]): Figure {
  const figures = rounds.flatMap((round) => round.get(lane) ?? [])
  const middle = (pick: (figure: Figure) => number | undefined): number | undefined => {
    const values = figures.flatMap((figure) => pick(figure) ?? [])
    return values.length === 0 ? undefined : median(values)
  }
  return {
    perSec: middle((figure) => figure.perSec) ?? 0,
    cpuMicros: middle((figure) => figure.cpuMicros) ?? 0,
    p50Ms: middle((figure) => figure.p50Ms),
    p99Ms: middle((figure) => figure.p99Ms),
  }
}
