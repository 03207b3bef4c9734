import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { execPath } from 'node:process'
import { promisify } from 'node:util'
import { account, spentBetween } from './accounting.ts'
import { CONNECTIONS, load } from './load.ts'
import { onServerCore } from './pin.ts'
import { freePort, newFolder, startChild, stopChild, untilReady } from './server.ts'
import { repeating } from './sources.ts'
import { requestBytes } from './wire.ts'

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
  close(): Promise<void>
}

/** What is compared with it is warm as well. */
const WARM_UP_SEC = 1
const HTTP_SLICES = 6

const run = promisify(execFile)

export async function openReferences(isPinned: boolean): Promise<References> {
  const folder = newFolder()
  const port = await freePort()
  const file = (name: string): string => join(import.meta.dirname, name)
  const child = startChild(onServerCore(isPinned, [execPath, file('bare-http.ts')]), folder, {
    PORT: String(port),
  })
  const host = `127.0.0.1:${port}`
  await untilReady(new URL(`http://${host}`), child)
  const request = requestBytes(host, {
    path: '/token',
    form: { grant_type: 'client_credentials', client_id: 'a'.repeat(16), scope: 'api:read' },
  })

  const measureHttpOnce = async (seconds: number): Promise<number> => {
    const before = account(child.pid ?? 0)
    const { requests } = await load(repeating(request, '"access_token"'), {
      port,
      seconds,
      connections: CONNECTIONS,
    })
    const { serverSec, elapsedSec } = spentBetween(before, account(child.pid ?? 0))
    return requests / (serverSec ?? elapsedSec)
  }

  // An answer costs twice as much when each wakes the load from sleep, so the best slice counts.
  const measureHttp = async (seconds: number): Promise<number> => {
    const rates: number[] = []
    while (rates.length < HTTP_SLICES) rates.push(await measureHttpOnce(seconds / 2))
    return Math.max(...rates)
  }

  const measureRaw = async (name: ReferenceName, seconds: number): Promise<number> => {
    const command = [execPath, file('raw-work.ts'), name, String(seconds), folder] as const
    const [program, ...args] = onServerCore(isPinned, command)
    const { stdout } = await run(program, args)
    return Number(stdout)
  }

  await measureHttpOnce(WARM_UP_SEC)
  return {
    measure: (name, seconds) =>
      name === 'http' ? measureHttp(seconds) : measureRaw(name, seconds),
    close: () => stopChild(child),
  }
}
