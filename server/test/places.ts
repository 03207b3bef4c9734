// Folders and ports of a test file's own. No folder stays behind, however the file ends.
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const folders = new Set<string>()
/** Stretches of ports, each with the process that has it; one list for all runs on the machine. */
const STRETCHES = '/tmp/mintmark-test-ports'
const FIRST_PORT = 10_000
const PORTS = 100
const STRETCHES_MAX = 220

process.on('exit', () => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})
for (const [signal, number] of [
  ['SIGINT', 2],
  ['SIGTERM', 15],
] as const) {
  // Without a listener it would end at once, and leave everything behind.
  process.once(signal, () => process.exit(128 + number))
}

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-test-'))
  folders.add(folder)
  return folder
}

let nextPort: number | undefined

/**
 * Below the ports that the system gives to whoever asks for any, from a stretch of this process's
 * own: nobody else takes one that is free for a moment, because its server is not up yet or again.
 */
export async function freePort(): Promise<number> {
  nextPort ??= takeStretch()
  for (;;) {
    const port = nextPort++
    const probe = createServer().listen(port, '127.0.0.1')
    const isFree = await once(probe, 'listening').then(
      () => true,
      () => false,
    )
    if (!isFree) continue
    probe.close()
    await once(probe, 'close')
    return port
  }
}

function takeStretch(): number {
  mkdirSync(STRETCHES, { recursive: true })
  for (let i = 0; i < STRETCHES_MAX; i += 1) {
    const stretch = (process.pid + i) % STRETCHES_MAX
    const mark = join(STRETCHES, String(stretch))
    if (!isTaken(mark)) {
      process.on('exit', () => rmSync(mark, { force: true }))
      return FIRST_PORT + stretch * PORTS
    }
  }
  throw new Error(`All stretches of ports are taken: ${STRETCHES}`)
}

/** By a process that lives; what a killed one has left behind is taken over. */
function isTaken(mark: string): boolean {
  try {
    writeFileSync(mark, String(process.pid), { flag: 'wx' })
    return false
  } catch {
    const owner = Number(readFileSync(mark, 'utf8'))
    if (isAlive(owner)) return true
    rmSync(mark, { force: true })
    return isTaken(mark)
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch {
    return false
  }
}
