// Starts the real server as its own process, as `npm start` does, and speaks to it over HTTP only.
// Nothing of the server is imported: what passes here passes for any program outside.
import assert from 'node:assert/strict'
import { ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { Socket } from 'node:net'
import { join } from 'node:path'
import { after } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { type Demo, readDemo } from './demo.ts'
import { freePort, newFolder } from './places.ts'
import { furnished, PATIENT_SEC, storeSettings } from './test-store.ts'
import { type Answer, type Init, send } from './wire.ts'

/** A run of many files has bundled the server for all of them. */
export const mainFile =
  process.env.MINTMARK_TEST_MAIN ?? fileURLToPath(new URL('../cli/main.ts', import.meta.url))

/** The server is started many times over: compiled once, each start costs half the time. */
const compileCache = fileURLToPath(new URL('../../node_modules/.cache/compile', import.meta.url))

const FAREWELL_MS = 2_000
// A dozen that start at once on a busy machine.
const startLimitMs = 120_000
const stopLimitMs = 30_000

export interface MintOptions {
  readonly dataDir?: string
  readonly port?: number
  readonly env?: Readonly<Record<string, string>>
  /** For tests of a store that is away: then a request waits for it as long as it usually would. */
  readonly isPressed?: boolean
}

export interface Endpoints {
  readonly authorization: string
  readonly token: string
  readonly introspection: string
  readonly revocation: string
  readonly jwks: string
}

export interface Text {
  readonly to: string
  readonly body: string
}

export interface Mint {
  readonly baseUrl: string
  readonly port: number
  readonly pid: number
  readonly dataDir: string
  /** The settings that lead a command to the same store. */
  readonly env: Readonly<Record<string, string>>
  /** Those that lead it to this server over HTTP, as from an operator's own machine. */
  readonly envOverHttp: Readonly<Record<string, string>>
  readonly demo: Demo
  /** Paths of the standard dialect, as its metadata names them. */
  readonly endpoints: Endpoints
  request(path: string, init?: Init): Promise<Answer>
  advance(seconds: number): Promise<void>
  outbox(): Promise<readonly Text[]>
  output(): string
  kill(): Promise<void>
  stop(): Promise<void>
}

const children = new Set<ChildProcess>()

// A failed test must leave no process behind: not at the end of the file, not when its set-up
// throws (the test runner then ends without an exit event), not when it is stopped.
process.on('exit', cleanUp)
process.prependListener('uncaughtException', fail)
process.prependListener('unhandledRejection', fail)

/** A file whose set-up throws has no test that could fail: without this it would pass. */
function fail(cause: unknown) {
  cleanUp()
  process.exitCode = 1
  console.error(cause)
  // What it has opened would keep it running; the runner gets time to tell of the tests before.
  setTimeout(() => process.exit(1), FAREWELL_MS)
}

function cleanUp() {
  for (const child of children) child.kill('SIGKILL')
}

/** A mint for the whole test file; it is stopped, and its stop is checked, when the file ends. */
export async function mintForThisFile(options: MintOptions = {}): Promise<Mint> {
  const mint = await startMint(options)
  after(() => mint.stop())
  return mint
}

export async function startMint(options: MintOptions = {}): Promise<Mint> {
  // Whoever asks for settings or a folder wants a first start of their own.
  const from = options.dataDir === undefined && options.env === undefined ? furnished : undefined
  const dataDir = options.dataDir ?? newFolder()
  if (from !== undefined) cpSync(from.folder, dataDir, { recursive: true })
  const port = options.port ?? (await freePort())
  const env = {
    MINTMARK_DATA_DIR: dataDir,
    ...(await storeSettings(dataDir, from !== undefined)),
    ...(options.isPressed !== true && { MINTMARK_STORE_ANSWER_SEC: `${PATIENT_SEC}` }),
    ...options.env,
  }
  const child = spawnMint(['dev'], { ...env, PORT: `${port}` })
  const output = collectOutput(child)
  const request = (path: string, init?: Init) => send(port, path, init)
  await untilReady(child, request, output)
  const demo = readDemo(await readFile(join(dataDir, 'demo.json'), 'utf8'))
  const endpoints = await readEndpoints(request, demo.base_url)
  holdBack(child, false)
  return {
    baseUrl: demo.base_url,
    port,
    pid: child.pid ?? 0,
    dataDir,
    env,
    envOverHttp: {
      MINTMARK_URL: demo.base_url,
      MINTMARK_MANAGEMENT_KEY: demo.management_key,
    },
    demo,
    endpoints,
    request,
    output,
    advance: async (seconds) => {
      const answer = await request('/_dev/clock', { json: { advance_seconds: seconds } })
      assert.equal(answer.status, 200, answer.text)
    },
    outbox: async () => {
      const { messages } = (await request('/_dev/outbox')).json()
      assert.ok(Array.isArray(messages))
      return messages.map((each) => ({ to: String(each.to), body: String(each.body) }))
    },
    kill: () => end(child, 'SIGKILL'),
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return
      await end(child, 'SIGTERM')
      assert.equal(child.exitCode, 0, `SIGTERM ends the server well:\n${output().slice(-2000)}`)
    },
  }
}

/** Spawns the command line; settings of the environment pass through to it. */
export function spawnMint(args: readonly string[], env: Readonly<Record<string, string>>) {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...inherited } = process.env
  const child = spawn(process.execPath, [mainFile, ...args], {
    // Not the project's folder: a developer's own mintmark.yaml must not change a test.
    cwd: newFolder(),
    env: { NODE_COMPILE_CACHE: compileCache, ...inherited, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  children.add(child)
  child.on('exit', () => children.delete(child))
  return child
}

export function collectOutput(child: ChildProcess): () => string {
  const chunks: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => chunks.push(chunk))
    // A process that is killed may reset what it was writing to.
    stream?.on('error', () => {})
  }
  return () => Buffer.concat(chunks).toString('utf8')
}

/** How often a race is run: a few times by default, a thousand in a soak. */
export function rounds(byDefault: number): number {
  const asked = process.env.MINTMARK_TEST_ROUNDS
  return asked === undefined ? byDefault : Number.parseInt(asked, 10)
}

async function untilReady(
  child: ChildProcess,
  request: (path: string) => Promise<Answer>,
  output: () => string,
) {
  const deadline = Date.now() + startLimitMs
  for (;;) {
    assert.equal(child.exitCode, null, `the server ended at once:\n${output()}`)
    const status = await request('/readyz').then(
      (answer) => answer.status,
      () => 0,
    )
    if (status === 200) return
    assert.ok(Date.now() < deadline, `not ready within ${startLimitMs} ms:\n${output()}`)
    await pause(20)
  }
}

async function readEndpoints(
  request: (path: string) => Promise<Answer>,
  baseUrl: string,
): Promise<Endpoints> {
  const metadata = await request('/.well-known/oauth-authorization-server')
  const path = (name: string) => {
    const url = metadata.field(name)
    assert.ok(url.startsWith(`${baseUrl}/`), `${name} lies outside of ${baseUrl}: ${url}`)
    return url.slice(baseUrl.length)
  }
  return {
    authorization: path('authorization_endpoint'),
    token: path('token_endpoint'),
    introspection: path('introspection_endpoint'),
    revocation: path('revocation_endpoint'),
    jwks: path('jwks_uri'),
  }
}

/** A mint that a failed test has left behind must not keep the test file from ending. */
function holdBack(child: ChildProcess, isHeld: boolean) {
  for (const each of [child, child.stdout, child.stderr]) {
    if (each instanceof ChildProcess || each instanceof Socket) isHeld ? each.ref() : each.unref()
  }
}

async function end(child: ChildProcess, signal: 'SIGTERM' | 'SIGKILL') {
  holdBack(child, true)
  const gone = once(child, 'exit')
  child.kill(signal)
  const late = pause(stopLimitMs, 'late', { ref: false })
  assert.notEqual(
    await Promise.race([gone, late]),
    'late',
    `no end ${stopLimitMs} ms after ${signal}`,
  )
}
