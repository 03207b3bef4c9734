import { CONNECTIONS, type Source } from '../../load.ts'
import { pacedLoad } from '../../paced.ts'
import { measureOnce } from '../../rounds.ts'
import { newFolder, startServer } from '../../server.ts'
import { startBareHttp } from '../../start-bare-http.ts'
import { percentile } from '../../statistics.ts'
import { loading } from '../lanes.ts'
import {
  type Entry,
  type Figure,
  figure,
  figureIn,
  type Lane,
  type Race,
  together,
  type Verdict,
} from '../race.ts'

const SHARE_OF_MOST = 0.7
const ROWS = {
  'cc-es256': 'client_credentials, ES256',
  'cc-rs256': 'client_credentials, RS256',
  'introspect-refresh': 'introspection of a refresh token',
  'refresh-standard': 'refresh with rotation, SQLite FULL',
} as const

const BARE = { name: 'bare', title: 'a bare node:http that does nothing' } as const

function toMedian(name: string, title: string): Verdict {
  return {
    title: `${title}; the median`,
    unit: 'times',
    of: (round) => figureIn(round, name, 'p99Ms') / figureIn(round, name, 'p50Ms'),
  }
}

interface Paced {
  readonly name: string
  readonly title: string
  readonly server: { readonly pid: number; readonly port: number }
  open(seconds: number): Promise<Source>
}

/** As fast as it can be first, and then seven tenths of that, at a pace of the load's own. */
function pacedLane({ name, title, server, open }: Paced): Lane {
  const most = (seconds: number) => measureOnce({ name, open }, server, seconds)
  return {
    name,
    title: `${title}, at 70 %`,
    warmUp: async (seconds) => void (await most(seconds)),
    async measure(seconds) {
      const perSec = (await most(seconds)).perSec * SHARE_OF_MOST
      const pace = { port: server.port, connections: CONNECTIONS, perSec, seconds }
      const done = await pacedLoad(await open(seconds), pace)
      return paceFigure(done.requests / done.elapsedSec, done.latenciesMs)
    },
  }
}

function paceFigure(perSec: number, sortedMs: Float64Array): Figure {
  return { perSec, p50Ms: percentile(sortedMs, 0.5), p99Ms: percentile(sortedMs, 0.99) }
}

const paced: Entry = async ({ isPinned }) => {
  const server = await startServer({ folder: newFolder(), isPinned })
  const lanes = Object.entries(ROWS).map(([name, title]) =>
    pacedLane({ name, title, server, open: loading(name)(server) }),
  )
  return { lanes, close: server.stop }
}

/** What the machine, Node and the load themselves add to the slowest of a hundred. */
const bare: Entry = async ({ isPinned }) => {
  const server = await startBareHttp(isPinned)
  const open = async () => server.source()
  return { lanes: [pacedLane({ ...BARE, server, open })], close: server.stop }
}

const LOOP = { name: 'loop', title: 'a loop that only reads the clock' } as const
const LOOP_PER_SEC = 10_000

/** When a loop with nothing to do notices each instant: no server is on time where it is not. */
function latenessOfLoop(seconds: number): Figure {
  const latenessMs = new Float64Array(LOOP_PER_SEC * seconds)
  const startMs = performance.now()
  for (let i = 0; i < latenessMs.length; ) {
    const lateMs = performance.now() - startMs - (i * 1_000) / LOOP_PER_SEC
    if (lateMs < 0) continue
    latenessMs[i] = lateMs
    i += 1
  }
  return paceFigure(LOOP_PER_SEC, latenessMs.sort())
}

const loop: Entry = async () => ({
  lanes: [{ ...LOOP, measure: async (seconds) => latenessOfLoop(seconds) }],
  close: async () => {},
})

export const tail: Race = {
  name: 'p99',
  title: 'p99 at 70 % of the measured maximum',
  verdicts: [
    ...Object.entries(ROWS).map(([name, title]) => ({ ...toMedian(name, title), atMost: 5 })),
    toMedian(BARE.name, BARE.title),
    figure(`${LOOP.title}; p99`, 'milliseconds', LOOP.name, 'p99Ms'),
  ],
  open: together(loop, bare, paced),
}
