import { setTimeout as pause } from 'node:timers/promises'
import { account, spentBetween } from '../accounting.ts'
import { CONNECTIONS, load, type Source } from '../load.ts'
import type { Options } from '../options.ts'
import { median, percentile } from '../statistics.ts'
import type { Crowd, GrowthFigure } from './report.ts'
import { GROWTH_ROWS, type GrowthRow } from './rows.ts'
import type { FilledStore } from './stores.ts'

/** A store, and about whom it is asked. */
interface Lane {
  readonly crowd: Crowd
  readonly store: FilledStore
  readonly sources: ReadonlyMap<string, Source>
}

export interface Lanes {
  readonly small: Lane
  readonly large: readonly Lane[]
}

/** The large store is asked about as many as live in the small one, and about everybody. */
export function lanesOf(smallest: FilledStore, largest: FilledStore): Lanes {
  const membersOf = ({ population }: FilledStore) => population.size / 2
  const lane = (crowd: Crowd, store: FilledStore, members: number): Lane => ({
    crowd,
    store,
    sources: new Map(GROWTH_ROWS.map((row) => [row.name, row.source(store, members)])),
  })
  return {
    small: lane('everybody', smallest, membersOf(smallest)),
    large: [
      lane('as many', largest, membersOf(smallest)),
      lane('everybody', largest, membersOf(largest)),
    ],
  }
}

interface Sample {
  readonly perSec: number
  readonly cpuMicros: number
  readonly p99Ms: number
}

/** One lane in one row, beside the small store's that was measured before it. */
interface Series {
  readonly lane: Lane
  readonly samples: Sample[]
  readonly beside: readonly Sample[]
}

/** In turn, row by row: the small store, one of the large store's lanes, the small store … */
export async function measureLanes(
  { small, large }: Lanes,
  options: Options,
  tell: (line: string) => void,
): Promise<readonly GrowthFigure[]> {
  const found = GROWTH_ROWS.map((row) => ({
    row,
    series: large.map((lane): readonly [Series, Series] => {
      const beside: Sample[] = []
      return [
        { lane: small, samples: beside, beside },
        { lane, samples: [], beside },
      ]
    }),
  }))
  let close = (): void => {}
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const { row, series } of found) {
      for (const { lane, samples } of series.flat()) {
        const ended = await loadOnce(row, lane, options.seconds)
        close()
        close = () => {
          const sample = ended()
          // The first round is the warm-up.
          if (round > 0) samples.push(sample)
          const what = `${row.name} ${lane.store.population.size} ${lane.crowd}`
          tell(`round ${round}  ${lane.store.engine}  ${what}  ${Math.round(sample.cpuMicros)} µs`)
        }
      }
    }
  }
  await pause(options.seconds * 1_000)
  close()
  return found.flatMap(({ row, series }) => {
    const [first] = series
    const told = [...(first ?? []), ...series.slice(1).map(([, ofLarge]) => ofLarge)]
    return told.map((one) => figureOf(row, one))
  })
}

function figureOf(
  { name, title }: GrowthRow,
  { lane: { crowd, store }, samples, beside: smallest }: Series,
): GrowthFigure {
  const pairs = samples.flatMap((one, i) => {
    const beside = smallest[i]
    return beside === undefined ? [] : [{ one, beside }]
  })
  const ratios = pairs.map(({ one, beside }) => beside.cpuMicros / one.cpuMicros)
  return {
    row: name,
    title,
    engine: store.engine,
    size: store.population.size,
    crowd,
    perSec: median(samples.map((one) => one.perSec)),
    cpuMicros: median(samples.map((one) => one.cpuMicros)),
    p99Ms: median(samples.map((one) => one.p99Ms)),
    ofSmallest: median(ratios),
    ofSmallestMin: Math.min(...ratios),
    ofSmallestMax: Math.max(...ratios),
    rateOfSmallest: median(pairs.map(({ one, beside }) => one.perSec / beside.perSec)),
  }
}

/**
 * Puts a row's load on a lane. Its account is closed by what is returned, and later: what a load
 * leaves to be written is written within seconds after it, while the other store is measured.
 */
async function loadOnce(
  row: GrowthRow,
  { store: { engine, population, server }, sources }: Lane,
  seconds: number,
): Promise<() => Sample> {
  const source = sources.get(row.name)
  if (source === undefined) throw new Error(`${row.name} has no requests`)
  const before = account(server.pid)
  const options = { port: server.port, seconds, connections: CONNECTIONS }
  const done = await load(source, options).catch((cause: unknown) => {
    const words = cause instanceof Error ? cause.message : cause
    throw new Error(`${row.name} on ${engine} with ${population.size}: ${words}`, { cause })
  })
  return () => {
    const { serverSec, elapsedSec } = spentBetween(before, account(server.pid))
    return {
      perSec: done.requests / done.elapsedSec,
      cpuMicros: ((serverSec ?? elapsedSec) / done.requests) * 1e6,
      p99Ms: percentile(done.latenciesMs, 0.99),
    }
  }
}
