import { CONNECTIONS } from '../../load.ts'
import { pacedLoad } from '../../paced.ts'
import { measureOnce } from '../../rounds.ts'
import { newFolder, startServer } from '../../server.ts'
import { percentile } from '../../statistics.ts'
import { loading } from '../lanes.ts'
import { type Entry, figureIn, type Race, type Verdict } from '../race.ts'

const SHARE_OF_MOST = 0.7
const ROWS = {
  'cc-es256': 'client_credentials, ES256',
  'cc-rs256': 'client_credentials, RS256',
  'introspect-refresh': 'introspection of a refresh token',
  'refresh-standard': 'refresh with rotation, SQLite FULL',
} as const

/** As fast as it can be first, and then seven tenths of that, at a pace of the load's own. */
const paced: Entry = async ({ isPinned }) => {
  const server = await startServer({ folder: newFolder(), isPinned })
  const lanes = Object.entries(ROWS).map(([name, title]) => {
    const open = loading(name)(server)
    const most = (seconds: number) => measureOnce({ name, open }, server, seconds)
    return {
      name,
      title: `${title}, at 70 %`,
      warmUp: async (seconds: number) => void (await most(seconds)),
      async measure(seconds: number) {
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
  })
  return { lanes, close: server.stop }
}

export const tail: Race = {
  name: 'p99',
  title: 'p99 at 70 % of the measured maximum',
  verdicts: Object.entries(ROWS).map(
    ([name, title]): Verdict => ({
      title: `${title}; the median`,
      unit: 'times',
      atMost: 5,
      of: (round) => figureIn(round, name, 'p99Ms') / figureIn(round, name, 'p50Ms'),
    }),
  ),
  open: paced,
}
