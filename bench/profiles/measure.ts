import { loadavg } from 'node:os'
import { stopPostgres } from '../../server/test/postgres.ts'
import type { Options } from '../options.ts'
import { type CpuProfile, selfTimes } from '../profile-sums.ts'
import { reportHead } from '../report.ts'
import { percentile } from '../statistics.ts'
import { byFolder, byKind, type Kind } from './kinds.ts'
import { nowMicros } from './profiled.ts'
import type { Opened, Ran, Stage, StageLoad } from './stage.ts'
import { stagesOf } from './stages.ts'
import { spentByThreads, type Threads, threadsOf } from './threads.ts'

const WARM_UP_SEC_MAX = 2

/** One load, in shares of the CPU time that the process spent on it. */
export interface ProfileFigure {
  readonly name: string
  readonly title: string
  readonly requests: number
  /** Of one request, with what profiling itself costs the first thread. */
  readonly cpuMicros: number
  readonly kinds: Readonly<Record<Kind, number>>
  /** Our folders and packages, the largest first. */
  readonly folders: readonly [string, number][]
  readonly pace: Pace | undefined
}

/** How a load at a pace found the server. */
export interface Pace {
  readonly p50Ms: number
  readonly p99Ms: number
  readonly busyShare: number
  readonly busyMsMax: number
  readonly collectionMsMax: number
}

export interface ProfilesReport extends ReturnType<typeof reportHead> {
  readonly loadAverage: number
  readonly profiles: readonly ProfileFigure[]
}

export async function measureProfiles(
  options: Options,
  isPinned: boolean,
  tell: (line: string) => void,
): Promise<ProfilesReport> {
  const wanted = stagesOf(options.growthEngines).filter(({ names }) =>
    names.some((name) => name.includes(options.only)),
  )
  if (wanted.length === 0) throw new Error(`nothing is profiled under "${options.only}"`)
  const profiles: ProfileFigure[] = []
  try {
    for (const stage of wanted)
      profiles.push(...(await profileStage(stage, options, isPinned, tell)))
  } finally {
    await stopPostgres()
  }
  return { ...reportHead(options, isPinned), loadAverage: loadavg()[0] ?? 0, profiles }
}

/** One load after the other; the profile of all of them is there when the process has ended. */
async function profileStage(
  stage: Stage,
  options: Options,
  isPinned: boolean,
  tell: (line: string) => void,
): Promise<readonly ProfileFigure[]> {
  const opened = await stage.open(options, isPinned)
  const stretches: Stretch[] = []
  let profile: CpuProfile | undefined
  try {
    for (const load of opened.loads.filter(({ name }) => name.includes(options.only))) {
      // The first seconds belong to the compiler.
      await (await load.open(Math.min(WARM_UP_SEC_MAX, options.seconds)))()
      stretches.push(await runOnce(load, opened, options.seconds))
      tell(`${load.name} is profiled`)
    }
  } finally {
    profile = await opened.finish()
  }
  return stretches.map((one) => figureOf(one, profile))
}

interface Stretch {
  readonly load: StageLoad
  readonly ran: Ran
  readonly fromMicros: number
  readonly toMicros: number
  readonly spent: Threads
}

async function runOnce(load: StageLoad, { pid }: Opened, seconds: number): Promise<Stretch> {
  const run = await load.open(seconds)
  const before = threadsOf(pid)
  const fromMicros = nowMicros()
  const ran = await run()
  const toMicros = nowMicros()
  return { load, ran, fromMicros, toMicros, spent: spentByThreads(before, threadsOf(pid)) }
}

function figureOf(stretch: Stretch, profile: CpuProfile): ProfileFigure {
  const { load, ran, fromMicros, toMicros, spent } = stretch
  const seen = selfTimes(profile, fromMicros, toMicros)
  const { latenciesMs } = ran
  const wholeSec = spent.first + spent.pool + spent.engine
  // The profile is of the first thread; the pool signs, and V8's helpers collect.
  const ofFirst = wholeSec === 0 ? 1 : spent.first / wholeSec
  const beside = (sec: number): number => (wholeSec === 0 ? 0 : sec / wholeSec)
  const { signature, memory, ...kinds } = byKind(
    new Map([...seen.modules].map(([name, share]) => [name, share * ofFirst])),
  )
  return {
    name: load.name,
    title: load.title,
    requests: ran.requests,
    cpuMicros: (wholeSec / ran.requests) * 1e6,
    kinds: {
      ...kinds,
      signature: signature + beside(spent.pool),
      memory: memory + beside(spent.engine),
    },
    folders: byFolder(seen.modules).map(([name, share]) => [name, share * ofFirst]),
    pace:
      load.isPaced && latenciesMs !== undefined
        ? {
            p50Ms: percentile(latenciesMs, 0.5),
            p99Ms: percentile(latenciesMs, 0.99),
            busyShare: seen.busyShare,
            busyMsMax: seen.busyMsMax,
            collectionMsMax: seen.collectionMsMax,
          }
        : undefined,
  }
}
