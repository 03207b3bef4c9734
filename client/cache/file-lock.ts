// A lock that is a file: who makes it has it. One whose lease is over is taken away by whoever
// holds a second file, the guard, so that two who find it over cannot take away each other's new
// one.
import { randomUUID } from 'node:crypto'
import { readFile, stat, unlink, writeFile } from 'node:fs/promises'
import type { CacheLock } from './shared-cache.ts'

/** A guard is held for a few file operations; one this old was left behind by a crash. */
const GUARD_MS_MAX = 10_000

export async function takeLock(path: string, leaseMs: number): Promise<CacheLock | undefined> {
  const text = JSON.stringify({ owner: randomUUID(), endsAt: Date.now() + leaseMs, leaseMs })
  if (await makeFile(path, text)) return lockOf(path, text)
  if (!(await isOver(path))) return undefined
  const guard = `${path}.guard`
  if (!(await makeFile(guard, ''))) {
    await dropOldGuard(guard)
    return undefined
  }
  try {
    if (!(await isOver(path))) return undefined
    await unlink(path)
    return (await makeFile(path, text)) ? lockOf(path, text) : undefined
  } finally {
    await unlink(guard).catch(() => {})
  }
}

function lockOf(path: string, text: string): CacheLock {
  return {
    release: async () => {
      const now = await readFile(path, 'utf8').catch(() => undefined)
      if (now === text) await unlink(path).catch(() => {})
    },
  }
}

/** Whether it was made here: false when there is one already. */
async function makeFile(path: string, text: string): Promise<boolean> {
  try {
    await writeFile(path, text, { flag: 'wx', mode: 0o600 })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

/** Also over: one that a crash left half written, and one that a clock set back has left behind. */
async function isOver(path: string): Promise<boolean> {
  const [text, made] = await Promise.all([
    readFile(path, 'utf8').catch(() => undefined),
    stat(path).catch(() => undefined),
  ])
  // It was given back in the meantime: asking again will do.
  if (text === undefined || made === undefined) return false
  const now = Date.now()
  const lease = readLease(text)
  if (lease === undefined) return now - made.mtimeMs > GUARD_MS_MAX
  return lease.endsAt <= now || lease.endsAt > now + 2 * lease.leaseMs
}

interface Lease {
  readonly endsAt: number
  readonly leaseMs: number
}

function readLease(text: string): Lease | undefined {
  try {
    const { endsAt, leaseMs }: Record<string, unknown> = JSON.parse(text)
    return typeof endsAt === 'number' && typeof leaseMs === 'number'
      ? { endsAt, leaseMs }
      : undefined
  } catch {
    return undefined
  }
}

async function dropOldGuard(guard: string): Promise<void> {
  const made = await stat(guard).catch(() => undefined)
  if (made !== undefined && Date.now() - made.mtimeMs > GUARD_MS_MAX) {
    await unlink(guard).catch(() => {})
  }
}
