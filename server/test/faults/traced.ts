// System calls of a running server, watched or made to fail by strace. Where it is not there, or
// may not look at other processes, no test is made of it: a lock and a full disk fail everywhere.
import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { newFolder } from '../places.ts'

const SYNCS = 'fdatasync,fsync'

export interface Trace {
  /** What was called so far, in order, one call a line. */
  lines(): readonly string[]
  end(): Promise<void>
}

export async function mayTrace(): Promise<boolean> {
  if (spawnSync('strace', ['-V']).status !== 0) return false
  const sleeper = spawn('sleep', ['30'])
  try {
    const trace = await traced(sleeper.pid ?? 0, [])
    await trace.end()
    return true
  } catch {
    return false
  } finally {
    sleeper.kill('SIGKILL')
  }
}

/** Every sync, and what leaves through sockets. */
export function watchSyncs(pid: number): Promise<Trace> {
  return traced(pid, ['-y', '-s', '16', '-e', `trace=${SYNCS},write,writev,sendto,sendmsg`])
}

export function failSyncs(pid: number): Promise<Trace> {
  return traced(pid, ['-e', `trace=${SYNCS}`, '-e', `inject=${SYNCS}:error=EIO`])
}

async function traced(pid: number, options: readonly string[]): Promise<Trace> {
  const file = join(newFolder(), 'trace')
  const args = ['-f', '-p', String(pid), '-o', file, ...options]
  const strace = spawn('strace', args, { stdio: ['ignore', 'ignore', 'pipe'] })
  const kill = () => strace.kill('SIGKILL')
  process.once('exit', kill)
  await isAttached(strace)
  return {
    lines: () => readFileSync(file, 'utf8').split('\n'),
    async end() {
      process.off('exit', kill)
      const gone = once(strace, 'exit')
      strace.kill('SIGINT')
      await gone
    },
  }
}

async function isAttached(strace: ChildProcess): Promise<void> {
  let said = ''
  for await (const chunk of strace.stderr ?? []) {
    said += String(chunk)
    if (/attached/.test(said)) return
  }
  assert.fail(`strace does not attach: ${said}`)
}
