import { ours } from '../lanes.ts'
import { figureIn, type Race, times, together, type Verdict } from '../race.ts'

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

export const twoCores: Race = {
  name: 'two-cores',
  title: 'two cores, client_credentials RS256, one process',
  verdicts: [times('one core', 'both', ['one'], TIMES_MIN), ofWhatIsLeft],
  open: together(
    ours({ one: ['Mintmark on one core', 'cc-rs256'] }),
    ours({ both: ['Mintmark on both cores, the load on one of them', 'cc-rs256'] }, () =>
      Promise.resolve({ hasBothCores: true }),
    ),
  ),
}
