import type { Options } from '../options.ts'

/** What can be said of a lane; CPU time is the server's, for one request, cores the load's. */
export type Measure =
  | 'perSec'
  | 'loadCores'
  | 'cpuMicros'
  | 'p50Ms'
  | 'p99Ms'
  | 'startMs'
  | 'idleMb'
  | 'loadedMb'
  | 'growth'

/** What one lane did in one round. */
export type Figure = Readonly<Partial<Record<Measure, number>>>

/** One way to do the same work. */
export interface Lane {
  readonly name: string
  readonly title: string
  /** Before the first round, where it makes a difference. */
  warmUp?(seconds: number): Promise<void>
  measure(seconds: number): Promise<Figure>
}

/** What was measured in one round, by lane; only such figures are ever compared. */
export type Round = ReadonlyMap<string, Figure>

export type Unit = 'times' | 'share' | 'milliseconds' | 'megabytes'

/** One claim about a race: a figure of each round, and what it must be. */
export interface Verdict {
  readonly title: string
  readonly unit: Unit
  /** Neither where the figure is only shown. */
  readonly atLeast?: number
  readonly atMost?: number
  of(round: Round): number
  /** The same by CPU time for each, where that is known. */
  byCpu?(round: Round): number
}

export interface Setting {
  readonly options: Options
  readonly isPinned: boolean
}

/** Those that run at the same time on the same core, each waiting while another is measured. */
export interface Entrants {
  readonly lanes: readonly Lane[]
  close(): Promise<void>
}

/** One path: who takes part, and what has to come out. */
export interface Race {
  /** What `--only` looks for. */
  readonly name: string
  readonly title: string
  readonly verdicts: readonly Verdict[]
  /** Where it is not as many as the run has. */
  rounds?(options: Options): number
  open(setting: Setting): Promise<Entrants>
}

export type Entry = (setting: Setting) => Promise<Entrants>

/** All of these, in the order in which they take turns. */
export function together(...entries: readonly Entry[]): Entry {
  return async (setting) => {
    const opened: Entrants[] = []
    const close = async () => {
      for (const entrants of opened) await entrants.close()
    }
    try {
      for (const open of entries) opened.push(await open(setting))
    } catch (thrown) {
      await close()
      throw thrown
    }
    return { lanes: opened.flatMap(({ lanes }) => lanes), close }
  }
}

export function figureIn(round: Round, lane: string, measure: Measure): number {
  const figure = round.get(lane)?.[measure]
  if (figure === undefined) throw new Error(`there is no ${measure} of a lane called ${lane}`)
  return figure
}

/** How many times as fast a lane is as the fastest of the others. */
export function times(title: string, lane: string, others: readonly string[], atLeast?: number) {
  return comparison('times', title, lane, others, atLeast)
}

/** The same as a share of one. */
export function share(title: string, lane: string, other: string, atLeast?: number): Verdict {
  return comparison('share', title, lane, [other], atLeast)
}

function comparison(
  unit: Unit,
  title: string,
  lane: string,
  others: readonly string[],
  atLeast: number | undefined,
): Verdict {
  const against = (rate: (lane: string) => number): number =>
    rate(lane) / Math.max(...others.map(rate))
  return {
    title,
    unit,
    atLeast,
    of: (round) => against((one) => figureIn(round, one, 'perSec')),
    byCpu: (round) => against((one) => 1 / figureIn(round, one, 'cpuMicros')),
  }
}

/** One measure of one lane, which must not be above so much. */
export function figure(
  title: string,
  unit: Unit,
  lane: string,
  measure: Measure,
  atMost?: number,
): Verdict {
  return { title, unit, atMost, of: (round) => figureIn(round, lane, measure) }
}
