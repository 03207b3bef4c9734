import { readFileSync } from 'node:fs'
import { loadavg } from 'node:os'
import { cpuUsage } from 'node:process'

/** What the kernel has counted up to now. Where there is no /proc, those parts are `undefined`. */
export interface Account {
  readonly atMs: number
  /** CPU time of the measured program, all its threads. */
  readonly serverSec: number | undefined
  /** CPU time of all cores, whoever used them. */
  readonly busySec: number | undefined
  /** CPU time of this program, which makes the load. */
  readonly ownSec: number
  readonly stolenSec: number
}

export interface Spent {
  readonly elapsedSec: number
  readonly serverSec: number | undefined
  /** How many cores this program used, which makes the load. */
  readonly ownCores: number
  /** How many cores the rest of the machine kept busy meanwhile; 0 when that is not known. */
  readonly foreignCores: number
  readonly stolenShare: number
  readonly loadAverage: number
}

const FOREIGN_CORES_MAX = 0.15
const STOLEN_SHARE_MAX = 0.03

/** Whether nobody else took much of the machine meanwhile. */
export function isCalm(spent: Pick<Spent, 'foreignCores' | 'stolenShare'>): boolean {
  return spent.foreignCores <= FOREIGN_CORES_MAX && spent.stolenShare <= STOLEN_SHARE_MAX
}

/** USER_HZ is 100 on every Linux that Node runs on. */
const TICKS_PER_SEC = 100

export function account(pid: number): Account {
  const { user, system } = cpuUsage()
  const machine = readMachine()
  return {
    atMs: performance.now(),
    serverSec: cpuSecOf(pid),
    busySec: machine?.busySec,
    stolenSec: machine?.stolenSec ?? 0,
    ownSec: (user + system) / 1e6,
  }
}

export function spentBetween(before: Account, after: Account): Spent {
  const elapsedSec = (after.atMs - before.atMs) / 1000
  const serverSec = minus(after.serverSec, before.serverSec)
  const busySec = minus(after.busySec, before.busySec)
  const ownSec = after.ownSec - before.ownSec
  const knownSec = (serverSec ?? 0) + ownSec
  return {
    elapsedSec,
    serverSec,
    ownCores: ownSec / elapsedSec,
    foreignCores: busySec === undefined ? 0 : Math.max(0, busySec - knownSec) / elapsedSec,
    stolenShare: (after.stolenSec - before.stolenSec) / elapsedSec,
    loadAverage: loadavg()[0] ?? 0,
  }
}

/** Resident memory in megabytes. */
export function residentMb(pid: number): number | undefined {
  const kilobytes = /VmRSS:\s+(\d+)/.exec(read(`/proc/${pid}/status`) ?? '')?.[1]
  return kilobytes === undefined ? undefined : Number(kilobytes) / 1024
}

function cpuSecOf(pid: number): number | undefined {
  const text = read(`/proc/${pid}/stat`)
  if (text === undefined) return undefined
  // The second field is the program's name, which may hold spaces; utime and stime are 14 and 15.
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SEC
}

function readMachine(): { busySec: number; stolenSec: number } | undefined {
  const line = read('/proc/stat')?.split('\n', 1)[0]
  if (line === undefined) return undefined
  const [user = 0, nice = 0, system = 0, , , irq = 0, softIrq = 0, stolen = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  const ticks = user + nice + system + irq + softIrq
  return { busySec: ticks / TICKS_PER_SEC, stolenSec: stolen / TICKS_PER_SEC }
}

function minus(after: number | undefined, before: number | undefined): number | undefined {
  return after === undefined || before === undefined ? undefined : after - before
}

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8')
  } catch {
    return undefined
  }
}
