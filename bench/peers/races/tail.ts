import { CONNECTIONS, type Source } from '../../load.ts'
import { pacedLoad } from '../../paced.ts'
import { measureOnce } from '../../rounds.ts'
import { newFolder, startServer } from '../../server.ts'
import { startBareHttp } from '../../start-bare-http.ts'
import { percentile } from '../../statistics.ts'
import { loading } from '../lanes.ts'
import { type Entry, figureIn, type Lane, type Race, together, type Verdict } from '../race.ts'

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
      return {
        perSec: done.requests / done.elapsedSec,
        p50Ms: percentile(done.latenciesMs, 0.5),
        p99Ms: percentile(done.latenciesMs, 0.99),
      }
    },
  }
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

export const tail: Race = {
  name: 'p99',
  title: 'p99 at 70 % of the measured maximum',
  verdicts: [
    ...Object.entries(ROWS).map(([name, title]) => ({ ...toMedian(name, title), atMost: 5 })),
    toMedian(BARE.name, BARE.title),
  ],
  open: together(bare, paced),
}
