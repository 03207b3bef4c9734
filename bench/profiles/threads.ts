import { readdirSync, readFileSync } from 'node:fs'

/** CPU seconds of a process, by who spent them. Nothing where there is no /proc. */
export interface Threads {
  readonly first: number
  /** Signatures that are made beside the event loop, and password hashes. */
  readonly pool: number
  /** V8's helpers: they collect garbage and compile. */
  readonly engine: number
}

const TICKS_PER_SEC = 100
/** The names that Node gives its threads. The profiler's own are left out. */
const BY_NAME: Readonly<Record<string, keyof Threads>> = {
  'libuv-worker': 'pool',
  'node-V8Worker': 'engine',
}

export function threadsOf(pid: number): Threads {
  const sums = { first: 0, pool: 0, engine: 0 }
  for (const id of idsOf(pid)) {
    const text = readFileSync(`/proc/${pid}/task/${id}/stat`, 'utf8')
    const name = text.slice(text.indexOf('(') + 1, text.lastIndexOf(')'))
    // After the name, which may hold spaces: utime and stime are the 14th and 15th field of all.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
    const seconds = (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SEC
    const who = id === String(pid) ? 'first' : BY_NAME[name]
    if (who !== undefined) sums[who] += seconds
  }
  return sums
}

export function spentByThreads(before: Threads, after: Threads): Threads {
  return {
    first: after.first - before.first,
    pool: after.pool - before.pool,
    engine: after.engine - before.engine,
  }
}

function idsOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/task`)
  } catch {
    return []
  }
}
