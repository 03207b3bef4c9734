import { loadavg } from 'node:os'
import { account, spentBetween } from '../accounting.ts'
import { CONNECTIONS, load } from '../load.ts'
import type { Options } from '../options.ts'
import { reportHead } from '../report.ts'
import { median, percentile } from '../statistics.ts'
import { type GatewayWay, openWays } from './ways.ts'

const WARM_UP_SEC = 1

interface Sample {
  readonly perSec: number
  readonly cpuMicros: number
  /** Alone on one connection: what a request waits, not what a crowd does. */
  readonly p50Ms: number
  readonly p99Ms: number
}

export interface WayReport extends Sample {
  readonly name: string
  readonly title: string
  /** CPU time of the plain proxy in the same round, divided by this. */
  readonly ofPlain: number
  readonly ofPlainMin: number
  readonly ofPlainMax: number
  readonly addedP50Ms: number
  readonly addedP99Ms: number
}

export interface GatewayReport extends ReturnType<typeof reportHead> {
  readonly loadAverage: number
  readonly ways: readonly WayReport[]
}

/** Every way once in each round, and what is compared is of one round. */
export async function measureGateway(
  options: Options,
  isPinned: boolean,
  tell: (line: string) => void,
): Promise<GatewayReport> {
  const ways = await openWays(isPinned)
  try {
    for (const way of ways.all) await measureOnce(way, Math.min(WARM_UP_SEC, options.seconds))
    const rounds: ReadonlyMap<string, Sample>[] = []
    for (let round = 1; round <= options.rounds; round += 1) {
      const samples = new Map<string, Sample>()
      for (const way of ways.all) {
        const sample = await measureOnce(way, options.seconds)
        samples.set(way.name, sample)
        const { perSec, cpuMicros } = sample
        tell(`round ${round}  ${way.name}  ${perSec.toFixed(0)}/s  ${cpuMicros.toFixed(0)} µs`)
      }
      rounds.push(samples)
    }
    const found = ways.all.map((way) => summarize(way, rounds))
    return { ...reportHead(options, isPinned), loadAverage: loadavg()[0] ?? 0, ways: found }
  } finally {
    await ways.close()
  }
}

async function measureOnce(way: GatewayWay, seconds: number): Promise<Sample> {
  const { port, pid } = way
  const before = account(pid)
  const busy = await load(way.source(), { port, seconds, connections: CONNECTIONS })
  const { serverSec, elapsedSec } = spentBetween(before, account(pid))
  const alone = await load(way.source(), { port, seconds: seconds / 2, connections: 1 })
  return {
    perSec: busy.requests / busy.elapsedSec,
    cpuMicros: ((serverSec ?? elapsedSec) * 1e6) / busy.requests,
    p50Ms: percentile(alone.latenciesMs, 0.5),
    p99Ms: percentile(alone.latenciesMs, 0.99),
  }
}

function summarize(
  { name, title }: GatewayWay,
  rounds: readonly ReadonlyMap<string, Sample>[],
): WayReport {
  const of = (way: string, figure: keyof Sample): number[] =>
    rounds.map((samples) => samples.get(way)?.[figure] ?? Number.NaN)
  const middle = (figure: keyof Sample): number => median(of(name, figure))
  const own = of(name, 'cpuMicros')
  const ofPlain = of('plain', 'cpuMicros').map((plain, round) => plain / (own[round] ?? Number.NaN))
  const added = (figure: 'p50Ms' | 'p99Ms'): number =>
    median(of(name, figure).map((ms, round) => ms - (of('bare', figure)[round] ?? Number.NaN)))
  return {
    name,
    title,
    perSec: middle('perSec'),
    cpuMicros: middle('cpuMicros'),
    p50Ms: middle('p50Ms'),
    p99Ms: middle('p99Ms'),
    ofPlain: median(ofPlain),
    ofPlainMin: Math.min(...ofPlain),
    ofPlainMax: Math.max(...ofPlain),
    addedP50Ms: added('p50Ms'),
    addedP99Ms: added('p99Ms'),
  }
}
