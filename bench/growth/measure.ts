import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { stopPostgres } from '../../server/test/postgres.ts'
import { account, residentMb, spentBetween } from '../accounting.ts'
import { CONNECTIONS, load, type Source } from '../load.ts'
import type { Options } from '../options.ts'
import { reportHead } from '../report.ts'
import { median, percentile } from '../statistics.ts'
import { measureLog } from './log-size.ts'
import type { GrowthFigure, GrowthReport, IssuedFigure, StoreFigure } from './report.ts'
import { GROWTH_ROWS, type GrowthRow } from './rows.ts'
import { tableSizes } from './sizes.ts'
import { type EngineName, type FilledStore, openFilledStore } from './stores.ts'

const SETTLE_MS = 1_500

type Tell = (line: string) => void

/** All sizes of one engine stand side by side, so that what is compared meets the same machine. */
export async function measureGrowth(
  options: Options,
  isPinned: boolean,
  tell: Tell,
): Promise<GrowthReport> {
  const parts: EngineReport[] = []
  try {
    for (const engine of options.growthEngines)
      parts.push(await measureEngine(engine, options, isPinned, tell))
  } finally {
    await stopPostgres()
  }
  return {
    ...reportHead(options, isPinned),
    loadAverages: parts.map((part) => part.loadAverage),
    figures: parts.flatMap((part) => part.figures),
    stores: parts.flatMap((part) => part.stores),
    issued: parts.map((part) => part.issued),
    log: parts[0]?.log,
  }
}

interface EngineReport extends Pick<GrowthReport, 'figures' | 'stores' | 'log'> {
  readonly issued: IssuedFigure
  readonly loadAverage: number
}

async function measureEngine(
  engine: EngineName,
  options: Options,
  isPinned: boolean,
  tell: Tell,
): Promise<EngineReport> {
  const stores: FilledStore[] = []
  try {
    for (const size of options.growthSizes) {
      stores.push(await openFilledStore(engine, size, isPinned))
      tell(`${engine}  ${size} filled in ${stores.at(-1)?.fillSec.toFixed(1)} s`)
    }
    await pause(SETTLE_MS)
    const idleMb = stores.map(({ server }) => residentMb(server.pid))
    const sources = new Map(stores.map((store) => [store, sourcesOf(store)]))
    const figures = await measureRounds(engine, sources, options, tell)
    const busyMb = stores.map(({ server }) => residentMb(server.pid))
    const loadAverage = loadavg()[0] ?? 0
    const [smallest, largest] = [stores[0], stores.at(-1)]
    if (smallest === undefined || largest === undefined) throw new Error('no size was given')
    const log = await logOf(largest, sources.get(largest)?.get('refresh'), options)
    const found: StoreFigure[] = []
    for (const [i, store] of stores.entries()) {
      const { population, fillSec, address } = store
      const tables = await tableSizes(address)
      const { size } = population
      found.push({ engine, size, fillSec, idleMb: idleMb[i], busyMb: busyMb[i], tables })
    }
    const issued = await issue(smallest, options.tokens)
    return { figures, stores: found, log, issued, loadAverage }
  } finally {
    for (const { server } of stores) await server.stop()
  }
}

type Sources = ReadonlyMap<string, Source>

function sourcesOf(store: FilledStore): Sources {
  return new Map(GROWTH_ROWS.map((row) => [row.name, row.source(store)]))
}

interface Sample {
  readonly perSec: number
  readonly cpuMicros: number
  readonly p99Ms: number
}

/** Round robin over the sizes, row by row: each is compared with the smallest of its round. */
async function measureRounds(
  engine: EngineName,
  sources: ReadonlyMap<FilledStore, Sources>,
  options: Options,
  tell: Tell,
): Promise<readonly GrowthFigure[]> {
  const samples = new Map<string, Sample[]>()
  for (let round = 0; round <= options.rounds; round += 1) {
    for (const row of GROWTH_ROWS) {
      for (const [store, ofStore] of sources) {
        const sample = await measureOnce(row, store, ofStore.get(row.name), options.seconds)
        // The first round is the warm-up.
        if (round === 0) continue
        const key = `${row.name} ${store.population.size}`
        samples.set(key, [...(samples.get(key) ?? []), sample])
        tell(`round ${round}  ${engine}  ${key}  ${Math.round(sample.perSec)}/s`)
      }
    }
  }
  const sizes = [...sources.keys()].map(({ population }) => population.size)
  const of = (row: GrowthRow, size: number | undefined) => samples.get(`${row.name} ${size}`) ?? []
  return GROWTH_ROWS.flatMap((row) =>
    sizes.map((size) => figureOf(row, engine, size, of(row, size), of(row, sizes[0]))),
  )
}

function figureOf(
  { name, title }: GrowthRow,
  engine: EngineName,
  size: number,
  samples: readonly Sample[],
  smallest: readonly Sample[],
): GrowthFigure {
  const pairs = samples.flatMap((one, i) => {
    const beside = smallest[i]
    return beside === undefined ? [] : [{ one, beside }]
  })
  const ratios = pairs.map(({ one, beside }) => beside.cpuMicros / one.cpuMicros)
  return {
    row: name,
    title,
    engine,
    size,
    perSec: median(samples.map((one) => one.perSec)),
    cpuMicros: median(samples.map((one) => one.cpuMicros)),
    p99Ms: median(samples.map((one) => one.p99Ms)),
    ofSmallest: median(ratios),
    ofSmallestMin: Math.min(...ratios),
    ofSmallestMax: Math.max(...ratios),
    rateOfSmallest: median(pairs.map(({ one, beside }) => one.perSec / beside.perSec)),
  }
}

async function measureOnce(
  row: GrowthRow,
  { engine, population, server }: FilledStore,
  source: Source | undefined,
  seconds: number,
): Promise<Sample> {
  if (source === undefined) throw new Error(`${row.name} has no requests`)
  const before = account(server.pid)
  const options = { port: server.port, seconds, connections: CONNECTIONS }
  const done = await load(source, options).catch((cause: unknown) => {
    const words = cause instanceof Error ? cause.message : cause
    throw new Error(`${row.name} on ${engine} with ${population.size}: ${words}`, { cause })
  })
  const { serverSec, elapsedSec } = spentBetween(before, account(server.pid))
  return {
    perSec: done.requests / done.elapsedSec,
    cpuMicros: ((serverSec ?? elapsedSec) / done.requests) * 1e6,
    p99Ms: percentile(done.latenciesMs, 0.99),
  }
}

async function logOf(store: FilledStore, source: Source | undefined, options: Options) {
  if (!('file' in store.address) || source === undefined) return undefined
  return measureLog(store.address.file, source, store.server.port, options.growthLogSeconds)
}

async function issue(store: FilledStore, tokens: number): Promise<IssuedFigure> {
  const row = GROWTH_ROWS.find(({ name }) => name === 'client-credentials')
  if (row === undefined) throw new Error('the row that tokens are issued by is gone')
  const before = await tableSizes(store.address)
  const { port } = store.server
  const done = await load(row.source(store), { port, requests: tokens, connections: CONNECTIONS })
  const after = await tableSizes(store.address)
  return { engine: store.engine, tokens: done.requests, seconds: done.elapsedSec, before, after }
}
