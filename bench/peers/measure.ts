import { loadavg } from 'node:os'
import { reportHead } from '../report.ts'
import { median } from '../statistics.ts'
import { bundleServer, installPeers, libraryVersions } from './install.ts'
import type { Figure, Lane, Measure, Race, Round, Setting } from './race.ts'
import { RACES } from './races/index.ts'
import { type Result, resultOf } from './result.ts'

/**
 * Servers run on a compiler that watches them first, on threads of its own but the same core: among
 * the first five thousand RS256 tokens it took 20 to 35 µs of each, after twenty thousand 8 or 9.
 */
export const WARM_UP_SEC = 6

export interface RaceReport {
  readonly name: string
  readonly title: string
  readonly rounds: number
  readonly results: readonly Result[]
  readonly lanes: readonly (Pick<Lane, 'name' | 'title'> & { readonly figure: Figure })[]
  readonly loadAverage: number
  /** Why it could not be measured; the others go on, and the run ends with an error. */
  readonly failure: string | undefined
}

export interface PeersReport extends ReturnType<typeof reportHead> {
  readonly races: readonly RaceReport[]
  /** What verifies in process, and its version. */
  readonly libraries: readonly string[]
  /** What memory was measured after, and under how long a load from then on. */
  readonly tokens: number
  readonly minutes: number
}

/** One race after the other; in each, everybody once in every round. */
export async function measurePeers(
  { options, isPinned }: Setting,
  tell: (line: string) => void,
): Promise<PeersReport> {
  const races = RACES.filter(({ name }) => name.includes(options.only))
  if (races.length === 0) throw new Error(`no row has a name with "${options.only}"`)
  await installPeers(tell)
  await bundleServer()
  const { tokens, minutes } = options
  const reports: RaceReport[] = []
  for (const race of races) {
    const attempt = () =>
      run(race, { options, isPinned }, tell).catch((thrown: unknown) => {
        const failure = thrown instanceof Error ? thrown.message : String(thrown)
        tell(`${race.name}  failed: ${failure}`)
        return failed(race, failure)
      })
    const report = await attempt()
    // Once more from the start: a busy machine may be late with a database.
    reports.push(report.failure === undefined ? report : await attempt())
  }
  return {
    ...reportHead(options, isPinned),
    races: reports,
    libraries: libraryVersions(),
    tokens,
    minutes,
  }
}

async function run(
  race: Race,
  setting: Setting,
  tell: (line: string) => void,
): Promise<RaceReport> {
  const { lanes, close } = await race.open(setting)
  const { seconds } = setting.options
  const rounds: Round[] = []
  const count = race.rounds?.(setting.options) ?? setting.options.rounds
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
    lanes: lanes.map(({ name, title }) => ({ name, title, figure: middleOf(name, rounds) })),
    loadAverage: loadavg()[0] ?? 0,
    failure: undefined,
  }
}

function failed({ name, title }: Race, failure: string): RaceReport {
  return { name, title, rounds: 0, results: [], lanes: [], loadAverage: loadavg()[0] ?? 0, failure }
}

function lineOf(name: string, figure: Figure): string {
  const words = Object.entries(figure).map(([measure, value]) => `${measure} ${value.toFixed(1)}`)
  return `${name}  ${words.join('  ')}`
}

function middleOf(lane: string, rounds: readonly Round[]): Figure {
  const figures = rounds.flatMap((round) => round.get(lane) ?? [])
  const measures = Object.keys(figures[0] ?? {}) as Measure[]
  return Object.fromEntries(
    measures.map((one) => [one, median(figures.flatMap((figure) => figure[one] ?? []))]),
  )
}
