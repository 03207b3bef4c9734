import { loadavg } from 'node:os'
import { setTimeout as pause } from 'node:timers/promises'
import { account, residentMb, spentBetween } from '../accounting.ts'
import type { Options } from '../options.ts'
import { reportHead } from '../report.ts'
import { newFolder, startServer } from '../server.ts'
import { median } from '../statistics.ts'
import { type FirstFrame, measureFirstFrame } from './first-frame.ts'
import { type OpenRoom, openRooms, type Person } from './people.ts'

/** As long as a candidate with its fields, the most frequent message of a call. */
const CONTENT = { candidate: 'x'.repeat(200) }
/** The server lets one socket say forty messages a second. */
const PACE_MS = 26
const SETTLE_MS = 2_000
/** In which pings of all have come twice. */
const QUIET_SEC = 30
const WARM_UP_ROOMS = 20
const MB = 1_024

export interface RoomsReport extends ReturnType<typeof reportHead> {
  readonly loadAverage: number
  readonly talking: {
    readonly rooms: number
    readonly perSec: number
    readonly cpuMicros: number | undefined
    readonly p50Ms: number
    readonly p99Ms: number
  }
  readonly idle: {
    readonly rooms: number
    readonly kbPerRoom: number | undefined
    readonly coreShare: number | undefined
  }
  readonly firstFrame: FirstFrame
}

export async function measureRooms(
  options: Options,
  isPinned: boolean,
  tell: (line: string) => void,
): Promise<RoomsReport> {
  const { roomsIdle, roomsTalking, seconds, roomsCalls } = options
  const server = await startServer({ folder: newFolder(), isPinned })
  try {
    // What it needs for the first few rooms it keeps.
    const first = await openRooms(server, Math.min(WARM_UP_ROOMS, roomsIdle))
    const before = residentMb(server.pid)
    tell(`${roomsIdle} rooms with two in each`)
    const rooms = await openRooms(server, roomsIdle)
    await pause(SETTLE_MS)
    const after = residentMb(server.pid)
    const quiet = account(server.pid)
    await pause((seconds < 2 ? seconds : QUIET_SEC) * 1_000)
    const { serverSec, elapsedSec } = spentBetween(quiet, account(server.pid))
    const idle = {
      rooms: roomsIdle,
      kbPerRoom:
        after === undefined || before === undefined
          ? undefined
          : ((after - before) * MB) / roomsIdle,
      coreShare: serverSec === undefined ? undefined : serverSec / elapsedSec,
    }
    tell(`${roomsTalking} of them talk`)
    const talking = await talk(server.pid, rooms.slice(0, roomsTalking), seconds)
    for (const { pair } of [...first, ...rooms]) for (const person of pair) person.close()
    tell(`${roomsCalls} calls in a browser`)
    const firstFrame = await measureFirstFrame(server, roomsCalls)
    const loadAverage = loadavg()[0] ?? 0
    return { ...reportHead(options, isPinned), loadAverage, talking, idle, firstFrame }
  } finally {
    await server.stop()
  }
}

/** In each room one says something, the other answers, and so on, as fast as a socket may. */
async function talk(
  pid: number,
  rooms: readonly OpenRoom[],
  seconds: number,
): Promise<RoomsReport['talking']> {
  const tooks: number[] = []
  let isOver = false
  for (const { pair } of rooms) {
    const [one, other] = pair
    other.onHear((message) => {
      if (message.type === 'signal') answer(other, one)
    })
    let saidMs = performance.now()
    const say = () => {
      if (isOver) return
      saidMs = performance.now()
      answer(one, other)
    }
    one.onHear((message) => {
      if (message.type !== 'signal') return
      const tookMs = performance.now() - saidMs
      // There and back again: two messages.
      tooks.push(tookMs / 2)
      setTimeout(say, Math.max(0, PACE_MS - tookMs))
    })
    setTimeout(say, Math.random() * PACE_MS)
  }
  await pause(SETTLE_MS)
  tooks.length = 0
  const before = account(pid)
  await pause(seconds * 1_000)
  const { serverSec, elapsedSec } = spentBetween(before, account(pid))
  isOver = true
  const messages = tooks.length * 2
  const sorted = tooks.sort((a, b) => a - b)
  return {
    rooms: rooms.length,
    perSec: messages / elapsedSec,
    cpuMicros: serverSec === undefined ? undefined : (serverSec * 1e6) / messages,
    p50Ms: median(sorted),
    p99Ms: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  }
}

function answer(from: Person, { seat }: Person): void {
  from.say({ type: 'signal', to: seat, content: CONTENT })
}
