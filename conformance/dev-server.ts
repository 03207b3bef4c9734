import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { env, execPath } from 'node:process'
import { setTimeout as pause } from 'node:timers/promises'
import { loadDemo } from './demo.ts'
import { exchange } from './http.ts'
import type { JsonObject } from './json.ts'

/** The real server as a process of its own, in a folder of its own, for as long as a test runs. */
export interface DevServer {
  readonly baseUrl: URL
  readonly demo: JsonObject
  /** Ends it by SIGTERM and answers the exit code; the folder goes with it. */
  stop(): Promise<number | null>
}

const MAIN = join(import.meta.dirname, '../server/cli/main.ts')
const READY_LIMIT_MS = 30_000
const STOP_LIMIT_MS = 10_000

export async function startDevServer(): Promise<DevServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-conformance-'))
  const port = await freePort()
  // The folder is also the working directory: a developer's mintmark.yaml must change no test.
  const child = spawn(execPath, [MAIN, 'dev'], {
    cwd: folder,
    env: { ...inheritedEnv(), PORT: String(port), MINTMARK_DATA_DIR: folder },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const output: string[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (chunk: string) => output.push(chunk))
  }
  const baseUrl = new URL(`http://127.0.0.1:${port}`)
  try {
    await untilReady(baseUrl, child, output)
    return {
      baseUrl,
      demo: loadDemo(join(folder, 'demo.json')),
      stop: () => stop(child, folder),
    }
  } catch (error) {
    await stop(child, folder)
    throw error
  }
}

/** Without the test runner's own variables, which would make the child report to it. */
function inheritedEnv(): NodeJS.ProcessEnv {
  const { NODE_TEST_CONTEXT: _context, NODE_OPTIONS: _options, ...rest } = env
  return rest
}

async function untilReady(baseUrl: URL, child: ChildProcess, output: readonly string[]) {
  const deadline = performance.now() + READY_LIMIT_MS
  const request = { method: 'GET', target: '/readyz', host: baseUrl.host, headers: {} }
  while (performance.now() < deadline) {
    if (child.exitCode !== null) throw new Error(`the server ended at once:\n${output.join('')}`)
    const status = await exchange(baseUrl, request).then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    await pause(50)
  }
  throw new Error(`the server is not ready after ${READY_LIMIT_MS} ms:\n${output.join('')}`)
}

async function stop(child: ChildProcess, folder: string): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) {
    const ended = once(child, 'exit')
    child.kill('SIGTERM')
    const killer = setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS)
    await ended
    clearTimeout(killer)
  }
  rmSync(folder, { recursive: true, force: true })
  return child.exitCode
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  if (address === null || typeof address === 'string') throw new Error('no free port')
  return address.port
}
