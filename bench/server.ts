import { type ChildProcess, type StdioOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process, { env, execPath } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { exchange } from '../conformance/http.ts'
import type { Demo } from '../server/dev/demo-facts.ts'
import { onBothCores, onServerCore } from './pin.ts'

const MAIN = join(import.meta.dirname, '../server/cli/main.ts')
/** As `npm start` has it. */
const COMPILED = join(import.meta.dirname, '../node_modules/.cache/compile')
/** Never a bundle of them, in which nobody can tell modules apart. */
export const SOURCES = join(import.meta.dirname, '../server/cli/begin.ts')
const READY_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 12_000

/** The real server in dev mode, on its core, with the log that production writes. */
export interface BenchServer {
  readonly pid: number
  readonly port: number
  readonly host: string
  readonly baseUrl: URL
  readonly demo: Demo
  /** Where its store and its master key are. */
  readonly folder: string
  /** Empty on SQLite. */
  readonly databaseUrl: string
  /** From the call that started it to the first 200 of `/readyz`. */
  readonly readyMs: number
  readonly startedMs: number
  stop(): Promise<void>
}

export interface StartOptions {
  readonly folder: string
  readonly isPinned: boolean
  /** What Node is to start, if not what `npm start` does. */
  readonly main?: string
  /** Whether it has both cores; the load then shares the second. */
  readonly hasBothCores?: boolean
  readonly nodeArgs?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

const folders = new Set<string>()
const children = new Set<ChildProcess>()

// Whatever goes wrong, neither a server nor a folder stays behind.
process.on('exit', () => {
  for (const child of children) child.kill('SIGKILL')
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
})

export function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-bench-'))
  folders.add(folder)
  return folder
}

export async function startServer(options: StartOptions): Promise<BenchServer> {
  const { folder, isPinned, main = MAIN, nodeArgs = [], env: added = {} } = options
  const port = await freePort()
  const host = `127.0.0.1:${port}`
  const baseUrl = new URL(`http://${host}`)
  const startedMs = performance.now()
  const program = [execPath, ...nodeArgs, main, 'dev'] as const
  const place = options.hasBothCores ? onBothCores : onServerCore
  const command = place(isPinned, program)
  const child = startChild(command, folder, {
    PORT: String(port),
    MINTMARK_DATA_DIR: folder,
    MINTMARK_LOG_LEVEL: 'info',
    NODE_COMPILE_CACHE: COMPILED,
    ...added,
  })
  await untilReady(baseUrl, child)
  const readyMs = performance.now() - startedMs
  // Written by the server before it listened.
  const demo = JSON.parse(readFileSync(join(folder, 'demo.json'), 'utf8')) as Demo
  const { pid } = child
  if (pid === undefined) throw new Error('the server has no process id')
  const stop = () => stopChild(child)
  const databaseUrl = added.MINTMARK_DATABASE_URL ?? ''
  return { pid, port, host, baseUrl, demo, folder, databaseUrl, readyMs, startedMs, stop }
}

export function startChild(
  [file, ...args]: readonly [string, ...string[]],
  cwd: string,
  added: Readonly<Record<string, string>> = {},
  stdio: StdioOptions = 'ignore',
): ChildProcess {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...inherited } = env
  // Its log is written, as in production, but kept nowhere: a disk would be measured with it.
  const child = spawn(file, args, { cwd, env: { ...inherited, ...added }, stdio })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

export async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
  await gone
  clearTimeout(killer)
}

export async function untilReady(baseUrl: URL, child: ChildProcess): Promise<void> {
  const deadlineMs = performance.now() + READY_LIMIT_MS
  const request = { method: 'GET', target: '/readyz', host: baseUrl.host, headers: {} }
  for (;;) {
    if (child.exitCode !== null) {
      throw new Error(`the server ended at once with ${child.exitCode}; does npm start work?`)
    }
    const status = await exchange(baseUrl, request).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    if (performance.now() > deadlineMs) throw new Error('the server does not become ready')
    await pause(1)
  }
}

export async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
