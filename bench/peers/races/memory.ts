import { setTimeout as pause } from 'node:timers/promises'
import { residentMb } from '../../accounting.ts'
import { CONNECTIONS, load } from '../../load.ts'
import { newFolder, startServer } from '../../server.ts'
import { median } from '../../statistics.ts'
import { loading } from '../lanes.ts'
import { type Entry, figure, type Race } from '../race.ts'

const SETTLE_MS = 2_000
const LOOKS = 100
/** Of all looks, those at the beginning and at the end that are compared. */
const ENDS = 20

/** One server that has done nothing else: idle, after so many tokens, and from then on. */
const residents: Entry = async ({ options, isPinned }) => {
  const server = await startServer({ folder: newFolder(), isPinned })
  const { port, pid } = server
  const connections = CONNECTIONS
  const look = (): number => residentMb(pid) ?? Number.NaN
  const open = loading('cc-es256')(server)
  const { tokens, minutes } = options
  return {
    lanes: [
      {
        name: 'ours',
        title: `Mintmark, ${tokens.toLocaleString('en')} tokens, ${minutes} minutes`,
        async measure() {
          await pause(SETTLE_MS)
          const idleMb = look()
          await load(await open(0), { port, connections, requests: tokens })
          const loadedMb = look()
          const seen: number[] = []
          const seconds = (minutes * 60) / LOOKS
          while (seen.length < LOOKS) {
            await load(await open(0), { port, connections, seconds })
            seen.push(look())
          }
          const growth = median(seen.slice(-ENDS)) / median(seen.slice(0, ENDS))
          return { idleMb, loadedMb, growth }
        },
      },
    ],
    close: server.stop,
  }
}

export const memory: Race = {
  name: 'memory',
  title: 'resident memory',
  verdicts: [
    figure('idle', 'megabytes', 'ours', 'idleMb', 110),
    figure('after the tokens were issued', 'megabytes', 'ours', 'loadedMb', 200),
    figure('at the end of the load that follows; its beginning', 'times', 'ours', 'growth', 1.05),
  ],
  rounds: () => 1,
  open: residents,
}
