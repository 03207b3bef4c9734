import { openReferences } from '../../references.ts'
import { ours } from '../lanes.ts'
import { type Entry, figureIn, type Race, times, together, type Verdict } from '../race.ts'

const TIMES_MIN = 1.9
const CORES = 2

/** The load needs a part of the second core, which no server can use as well. */
const ofWhatIsLeft: Verdict = {
  title: 'one core; for as much of two as the load left',
  unit: 'times',
  atLeast: TIMES_MIN,
  of(round) {
    const left = CORES - figureIn(round, 'both', 'loadCores')
    const ratio = figureIn(round, 'both', 'perSec') / figureIn(round, 'one', 'perSec')
    return (ratio * CORES) / left
  },
}

/** Bare signatures, less the part of a core that the load had: no server can do better here. */
const ceiling: Verdict = {
  title: 'the most that machine and load leave; one core',
  unit: 'times',
  of(round) {
    const left = CORES - figureIn(round, 'both', 'loadCores')
    const bare = figureIn(round, 'bare-both', 'perSec') / figureIn(round, 'bare-one', 'perSec')
    return (bare * left) / CORES
  },
}

/** What the second core of this machine is worth: two that do nothing else share its caches. */
const bareSignatures: Entry = async ({ isPinned }) => {
  const { measure, measureOnBoth, close } = await openReferences(isPinned)
  const lane = (name: string, title: string, rate: typeof measure) => ({
    name,
    title: `RSA-2048 signatures alone, ${title}`,
    measure: async (seconds: number) => ({ perSec: await rate('rs256Sign', seconds) }),
  })
  return {
    lanes: [
      lane('bare-one', 'one program on one core', measure),
      lane('bare-both', 'a program on each core', measureOnBoth),
    ],
    close,
  }
}

export const twoCores: Race = {
  name: 'two-cores',
  title: 'two cores, client_credentials RS256, one process',
  verdicts: [
    times('one core', 'both', ['one'], TIMES_MIN),
    ofWhatIsLeft,
    ceiling,
    { ...times('signatures alone; one core', 'bare-both', ['bare-one']), byCpu: undefined },
  ],
  open: together(
    bareSignatures,
    ours({ one: ['Mintmark on one core', 'cc-rs256'] }),
    ours({ both: ['Mintmark on both cores, the load on one of them', 'cc-rs256'] }, () =>
      Promise.resolve({ hasBothCores: true }),
    ),
  ),
}
