import { ours } from '../lanes.ts'
import { type Race, times, together } from '../race.ts'

export const twoCores: Race = {
  name: 'two-cores',
  title: 'two cores, client_credentials RS256, one process',
  verdicts: [times('one core', 'both', ['one'], 1.9)],
  open: together(
    ours({ one: ['Mintmark on one core', 'cc-rs256'] }),
    ours({ both: ['Mintmark on both cores, the load on one of them', 'cc-rs256'] }, () =>
      Promise.resolve({ hasBothCores: true }),
    ),
  ),
}
