import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { account, spentBetween } from './accounting.ts'
import { CONNECTIONS, load } from './load.ts'
import { onLoadCore, onServerCore } from './pin.ts'
import { newFolder } from './server.ts'
import { startBareHttp } from './start-bare-http.ts'

/** Work that no server can spare a request, each measured in every round on the server's core. */
export const REFERENCES = {
  http: 'bare `node:http`, form in, JSON out',
  rs256Sign: 'RS256 signature (2048 bits), `node:crypto`',
  es256Sign: 'ES256 signature, `node:crypto`',
  hs256Sign: 'HS256 signature, `node:crypto`',
  rs256Verify: 'RS256 verification, `node:crypto`',
  es256Verify: 'ES256 verification, `node:crypto`',
  commit: 'SQLite `synchronous=FULL`, row changed and row of audit, 32 of each in a commit',
} as const

export type ReferenceName = keyof typeof REFERENCES

export interface References {
  /** How many in a second of CPU time. */
  measure(name: ReferenceName, seconds: number): Promise<number>
  /** The same by two programs at once, each on a core, together: what two cores are worth. */
  measureOnBoth(name: ReferenceName, seconds: number): Promise<number>
  close(): Promise<void>
}

/** What is compared with it is warm as well. */
const WARM_UP_SEC = 1
const HTTP_SLICES = 6
/** The kernel counts CPU time in ticks of 10 ms: of fewer than five a rate would be chance. */
const SLICE_CPU_SEC_MIN = 0.05
/** A slice is longer where others leave the server too little of its core; up to this. */
const SLICE_SEC_MAX = 10

const run = promisify(execFile)

export async function openReferences(isPinned: boolean): Promise<References> {
  const folder = newFolder()
  const bare = await startBareHttp(isPinned)
  const { pid, port } = bare

  const measureHttpOnce = async (seconds: number): Promise<number> => {
    const before = account(pid)
    const { requests } = await load(bare.source(), {
      port,
      seconds,
      connections: CONNECTIONS,
    })
    const { serverSec, elapsedSec } = spentBetween(before, account(pid))
    const spentSec = serverSec ?? elapsedSec
    if (spentSec >= SLICE_CPU_SEC_MIN) return requests / spentSec
    if (seconds >= SLICE_SEC_MAX) throw new Error(`${spentSec} s of CPU time in ${seconds} s`)
    return await measureHttpOnce(seconds * 2)
  }

  // An answer costs twice as much when each wakes the load from sleep, so the best slice counts.
  const measureHttp = async (seconds: number): Promise<number> => {
    const rates: number[] = []
    while (rates.length < HTTP_SLICES) rates.push(await measureHttpOnce(seconds / 2))
    return Math.max(...rates)
  }

  const measureRaw = async (
    name: ReferenceName,
    seconds: number,
    place = onServerCore,
  ): Promise<number> => {
    const command = [
      execPath,
      join(import.meta.dirname, 'raw-work.ts'),
      name,
      String(seconds),
      folder,
    ] as const
    const [program, ...args] = place(isPinned, command)
    const { stdout } = await run(program, args)
    return Number(stdout)
  }

  await measureHttpOnce(WARM_UP_SEC)
  return {
    measure: (name, seconds) =>
      name === 'http' ? measureHttp(seconds) : measureRaw(name, seconds),
    async measureOnBoth(name, seconds) {
      const [one, other] = await Promise.all([
        measureRaw(name, seconds),
        measureRaw(name, seconds, onLoadCore),
      ])
      return one + other
    },
    close: bare.stop,
  }
}
