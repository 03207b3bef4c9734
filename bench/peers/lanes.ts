import { isCalm } from '../accounting.ts'
import type { Source } from '../load.ts'
import { openReferences, type ReferenceName } from '../references.ts'
import { cpuMicrosOf, measureOnce, type Raw } from '../rounds.ts'
import { rowsOn } from '../rows.ts'
import { type BenchServer, newFolder, type StartOptions, startServer } from '../server.ts'
import { type Peer, type PeerName, startPeer } from './peer.ts'
import type { Entry, Figure, Lane } from './race.ts'

/** A lane that puts a load on a server. What its requests need is made outside of the time. */
export function serverLane(
  name: string,
  title: string,
  server: Pick<BenchServer, 'pid' | 'port'>,
  open: (seconds: number) => Promise<Source>,
  repeatsMax: number,
): Lane {
  const once = (seconds: number) => measureOnce({ name: title, open }, server, seconds)
  return {
    name,
    title,
    async warmUp(seconds) {
      await once(seconds)
    },
    /** Again, while others use the machine; the calmest of the attempts counts. */
    async measure(seconds) {
      let calmest = await once(seconds)
      for (let i = 0; i < repeatsMax && !isCalm(calmest.spent); i += 1) {
        const next = await once(seconds)
        if (next.spent.foreignCores < calmest.spent.foreignCores) calmest = next
      }
      return figureOf(calmest)
    },
  }
}

function figureOf(raw: Raw): Figure {
  const { perSec, p50Ms, p99Ms } = raw
  return { perSec, cpuMicros: cpuMicrosOf(raw), p50Ms, p99Ms, loadCores: raw.spent.ownCores }
}

/** What the requests of a measurement are, on a server that runs. */
export type Loading = (server: BenchServer) => (seconds: number) => Promise<Source>

/** Our lanes: what each is called, and the row of the benchmark or another load that it is. */
export type OurLanes = Readonly<Record<string, readonly [title: string, load: string | Loading]>>

/** The whole product on SQLite at FULL, audit, limits, metrics and log as in production. */
export function ours(
  lanes: OurLanes,
  start: Partial<StartOptions> | (() => Promise<Partial<StartOptions>>) = {},
): Entry {
  return async ({ options, isPinned }) => {
    const given = typeof start === 'function' ? await start() : start
    const server = await startServer({ folder: newFolder(), isPinned, ...given })
    return {
      lanes: Object.entries(lanes).map(([name, [title, load]]) =>
        serverLane(name, title, server, loading(load)(server), options.repeatsMax),
      ),
      close: server.stop,
    }
  }
}

/** By the name of a row of the benchmark. */
export function loading(load: string | Loading): Loading {
  if (typeof load !== 'string') return load
  return (server) => {
    const row = rowsOn(server).find((one) => one.name === load)
    if (row === undefined) throw new Error(`there is no row called ${load}`)
    return row.open
  }
}

export function peer(
  name: PeerName,
  title: string,
  env: Readonly<Record<string, string>>,
  source: (peer: Peer, seconds: number) => Promise<Source>,
  lane: string = name,
): Entry {
  return async ({ options, isPinned }) => {
    const server = await startPeer(name, env, isPinned)
    const open = (seconds: number) => source(server, seconds)
    return {
      lanes: [serverLane(lane, title, server, open, options.repeatsMax)],
      close: server.stop,
    }
  }
}

/** What the machine can do, each under its own name. */
export function raw(titles: Readonly<Partial<Record<ReferenceName, string>>>): Entry {
  return async ({ isPinned }) => {
    const references = await openReferences(isPinned)
    return {
      lanes: Object.entries(titles).map(([name, title]) => ({
        name,
        title,
        async measure(seconds) {
          const perSec = await references.measure(name as ReferenceName, seconds)
          return { perSec, cpuMicros: 1e6 / perSec }
        },
      })),
      close: references.close,
    }
  }
}
