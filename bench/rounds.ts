import { account, isCalm, type Spent, spentBetween } from './accounting.ts'
import { CONNECTIONS, load } from './load.ts'
import type { Options } from './options.ts'
import type { ReferenceName, References } from './references.ts'
import type { Row } from './rows.ts'
import type { BenchServer } from './server.ts'
import { percentile } from './statistics.ts'

/** One row in one round, beside what was measured of its limit in the same round. */
export interface Sample {
  readonly perSec: number
  /** CPU time that the server spent on one request; all of the time where there is no /proc. */
  readonly cpuMicros: number
  /** CPU time of what the request cannot do without. */
  readonly limitMicros: number
  readonly ofLimit: number
  readonly ofSigning: number | undefined
  readonly p50Ms: number
  readonly p99Ms: number
  readonly requests: number
  readonly noise: Noise
}

/** What else the machine did while this was measured. */
export interface Noise {
  readonly foreignCores: number
  readonly stolenShare: number
  readonly loadAverage: number
}

export interface Measured {
  readonly row: Row
  readonly samples: readonly Sample[]
}

export interface Rounds {
  readonly measured: readonly Measured[]
  /** Each limit's rate in every round. */
  readonly limits: ReadonlyMap<ReferenceName, readonly number[]>
}

const WARM_UP_SEC = 1.5
const REFERENCE_SEC = 1

/**
 * Round robin, because a machine drifts within minutes: every round measures each limit and each
 * row once, and what is compared was measured in the same round.
 */
export async function measureRounds(
  rows: readonly Row[],
  server: BenchServer,
  references: References,
  options: Options,
  tell: (line: string) => void,
): Promise<Rounds> {
  const measured = rows.map((row) => ({ row, samples: [] as Sample[] }))
  const limits = new Map(rows.flatMap((row) => row.needs).map((name) => [name, [] as number[]]))
  for (const row of rows) await measureOnce(row, server, Math.min(WARM_UP_SEC, options.seconds))
  for (let round = 1; round <= options.rounds; round += 1) {
    const rates = new Map<ReferenceName, number>()
    for (const [name, all] of limits) {
      const rate = await references.measure(name, Math.min(REFERENCE_SEC, options.seconds))
      rates.set(name, rate)
      all.push(rate)
      tell(`round ${round}  ${name}  ${Math.round(rate)}/s`)
    }
    for (const { row, samples } of measured) {
      const sample = await measureQuietly(row, server, rates, options, (words) =>
        tell(`round ${round}  ${row.name}  ${words}`),
      )
      samples.push(sample)
    }
  }
  return { measured, limits }
}

/** Again, while others use the machine; the calmest of the attempts counts. */
async function measureQuietly(
  row: Row,
  server: BenchServer,
  rates: ReadonlyMap<ReferenceName, number>,
  options: Options,
  tell: (words: string) => void,
): Promise<Sample> {
  let calmest: Sample | undefined
  for (let attempt = 0; attempt <= options.repeatsMax; attempt += 1) {
    const sample = compare(row, await measureOnce(row, server, options.seconds), rates)
    const { noise } = sample
    tell(
      `${Math.round(sample.perSec)}/s  ${(sample.ofLimit * 100).toFixed(0)} % of the limit` +
        `  p99 ${sample.p99Ms.toFixed(1)} ms${isCalm(noise) ? '' : '  (disturbed)'}`,
    )
    if (calmest === undefined || noise.foreignCores < calmest.noise.foreignCores) calmest = sample
    if (isCalm(noise)) break
  }
  if (calmest === undefined) throw new Error('nothing was measured')
  return calmest
}

export interface Raw {
  readonly perSec: number
  readonly requests: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly spent: Spent
}

/** One row's load on a server: what it answered, and what that cost it. */
export async function measureOnce(
  row: Pick<Row, 'name' | 'open'>,
  server: Pick<BenchServer, 'pid' | 'port'>,
  seconds: number,
): Promise<Raw> {
  const source = await row.open(seconds)
  const before = account(server.pid)
  const { port } = server
  const options = { port, seconds, connections: CONNECTIONS }
  const done = await load(source, options).catch((cause: unknown) => {
    throw new Error(`${row.name}: ${cause instanceof Error ? cause.message : cause}`, { cause })
  })
  const spent = spentBetween(before, account(server.pid))
  return {
    perSec: done.requests / done.elapsedSec,
    requests: done.requests,
    p50Ms: percentile(done.latenciesMs, 0.5),
    p99Ms: percentile(done.latenciesMs, 0.99),
    spent,
  }
}

/** Of one request; all of the time where there is no /proc. */
export function cpuMicrosOf({ requests, spent }: Pick<Raw, 'requests' | 'spent'>): number {
  return ((spent.serverSec ?? spent.elapsedSec) / requests) * 1e6
}

function compare(row: Row, raw: Raw, rates: ReadonlyMap<ReferenceName, number>): Sample {
  const microsOf = (name: ReferenceName): number => {
    const rate = rates.get(name)
    if (rate === undefined) throw new Error(`${name} was not measured`)
    return 1e6 / rate
  }
  const { foreignCores, stolenShare, loadAverage } = raw.spent
  const cpuMicros = cpuMicrosOf(raw)
  const limitMicros = row.needs.reduce((sum, name) => sum + microsOf(name), 0)
  return {
    perSec: raw.perSec,
    cpuMicros,
    limitMicros,
    ofLimit: limitMicros / cpuMicros,
    ofSigning: row.signs && microsOf(row.signs) / cpuMicros,
    p50Ms: raw.p50Ms,
    p99Ms: raw.p99Ms,
    requests: raw.requests,
    noise: { foreignCores, stolenShare, loadAverage },
  }
}
