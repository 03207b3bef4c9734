import { marked } from '../sections.ts'
import { table } from '../table.ts'
import type { RoomsReport } from './measure.ts'

export const ROOMS = '--rooms'

export function roomsSection(report: RoomsReport): string {
  const { date, machine, node, isPinned, loadAverage } = report
  const pinning = isPinned
    ? 'The server is pinned to one core; this program and the browser have the other'
    : 'Nothing was pinned to a core'
  return marked(
    ROOMS,
    `## Rooms

Written by \`npm run bench -- --rooms\` on ${date}: ${machine}, Node ${node}. ${pinning}. The load
average of the machine was ${loadAverage.toFixed(1)} at the end.

${roomsTables(report)}

- A message is a candidate of some 200 characters that one participant tells another through the
  server; each is answered by another. A socket may say forty a second, so the figure is how much
  was said, and the CPU time beside it how much one core could pass on.
- An idle room has an agent and a guest with open sockets who say nothing but that they are there,
  every fifteen seconds each.
- The first picture is that of another page in the same Chromium, whose camera is made up; pictures
  are encoded and decoded on the load's core, which is most of the time.`,
  )
}

/** The figures alone, for a terminal. */
export function roomsTables({ talking, idle, firstFrame }: RoomsReport): string {
  const micros = talking.cpuMicros
  return table(
    ['rooms, one core', 'figure'],
    [
      ['messages a second', `${whole(talking.perSec)} in ${whole(talking.rooms)} rooms`],
      ['server CPU a message', micros === undefined ? '–' : `**${micros.toFixed(0)} µs**`],
      ['one core could pass on', micros === undefined ? '–' : `${whole(1e6 / micros)} a second`],
      ['one way, median', `${talking.p50Ms.toFixed(1)} ms`],
      ['one way, p99', `${talking.p99Ms.toFixed(1)} ms`],
      [`memory of a room, ${whole(idle.rooms)} idle`, shown(idle.kbPerRoom, 0, 'kB')],
      [`of one core, ${whole(idle.rooms)} idle`, shown(percent(idle.coreShare), 1, '%')],
      ['from the link to one’s own picture', `${whole(firstFrame.lobbyMs)} ms`],
      ['from joining to the first frame', `**${whole(firstFrame.frameMs)} ms**`],
    ],
  )
}

function percent(share: number | undefined): number | undefined {
  return share === undefined ? undefined : share * 100
}

function shown(value: number | undefined, digits: number, unit: string): string {
  return value === undefined ? '–' : `${value.toFixed(digits)} ${unit}`
}

function whole(value: number): string {
  return Math.round(value).toLocaleString('en')
}
