import { loadavg } from 'node:os'
import { cpuUsage } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { cleanUp } from '../../server/store/clean-up.ts'
import { openStore, type StoreAddress } from '../../server/store/store.ts'
import type { Horizon } from '../../server/store/sweeps.ts'
import { stopPostgres } from '../../server/test/postgres.ts'
import { residentMb } from '../accounting.ts'
import { CONNECTIONS, load, type Source } from '../load.ts'
import type { Options } from '../options.ts'
import { reportHead } from '../report.ts'
import { lanesOf, measureLanes } from './lanes.ts'
import { measureLog } from './log-size.ts'
import type { GrowthReport, IssuedFigure, StoreFigure } from './report.ts'
import { GROWTH_ROWS } from './rows.ts'
import { tableSizes } from './sizes.ts'
import { type EngineName, type FilledStore, openFilledStore } from './stores.ts'

const SETTLE_MS = 1_500
const NOTHING_IS_OVER: Horizon = {
  now: 0,
  tokens: 0,
  rooms: 0,
  agentRecords: 0,
  audit: 0,
  coarseTallies: 0,
  fineTallies: 0,
  attemptsMs: 0,
}

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
    const [smallest, largest] = [stores[0], stores.at(-1)]
    if (smallest === undefined || largest === undefined) throw new Error('no size was given')
    const lanes = lanesOf(smallest, largest)
    const figures = await measureLanes(lanes, options, tell)
    const busyMb = stores.map(({ server }) => residentMb(server.pid))
    const loadAverage = loadavg()[0] ?? 0
    const log = await logOf(largest, lanes.large.at(-1)?.sources.get('refresh'), options)
    const found: StoreFigure[] = []
    for (const [i, store] of stores.entries()) {
      const { population, fillSec, address } = store
      const tables = await tableSizes(address)
      const { size } = population
      const walkSec = await walk(address)
      found.push({ engine, size, fillSec, idleMb: idleMb[i], busyMb: busyMb[i], tables, walkSec })
    }
    const issued = await issue(smallest, options.tokens)
    return { figures, stores: found, log, issued, loadAverage }
  } finally {
    for (const { server } of stores) await server.stop()
  }
}

/** In this process, as a server does it beside its requests; nothing is over. */
async function walk(address: StoreAddress): Promise<number> {
  const store = await openStore(address)
  const before = cpuUsage()
  try {
    await cleanUp(store, NOTHING_IS_OVER, new AbortController().signal)
  } finally {
    await store.close()
  }
  const { user, system } = cpuUsage(before)
  return (user + system) / 1e6
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
  const done = await load(row.source(store, store.population.size / 2), {
    port,
    requests: tokens,
    connections: CONNECTIONS,
  })
  const after = await tableSizes(store.address)
  return { engine: store.engine, tokens: done.requests, seconds: done.elapsedSec, before, after }
}
