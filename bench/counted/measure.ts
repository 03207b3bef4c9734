import { connect } from 'node:net'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { load } from '../load.ts'
import { type Row, rowsOn } from '../rows.ts'
import { type BenchServer, newFolder, startServer } from '../server.ts'
import { countBytes } from './bytes.ts'
import { CEILINGS, type Work } from './ceilings.ts'
import type { Tally } from './tally.ts'

/** Until the compiler has done with a path, it allocates more. */
const WARM_UP_REQUESTS = 200
const BURN_IN_REQUESTS = 1_500
/** What happens every few seconds, whoever asks, falls into some stretch; the cheapest counts. */
const STRETCHES = 4
/** On a busy machine the compiler is late, and what a server does at its start takes longer. */
const STRETCHES_MAX = 10
const REQUESTS = 50
/** What is used up, such as a code, is made for as many requests as a second could take. */
const MADE_PER_SEC = 7_500

export interface Counted {
  /** What a request of each row costs. */
  readonly work: ReadonlyMap<string, Work>
  readonly bytesPerRow: ReadonlyMap<string, number>
}

/** In a store of its own: what is put into it first, and then the work of a server on it. */
export async function count(): Promise<Counted> {
  const folder = newFolder()
  await (await startServer({ folder, isPinned: false })).stop()
  const bytesPerRow = await countBytes(folder)
  const socket = join(folder, 'tally.sock')
  const server = await startServer({
    folder,
    isPinned: false,
    nodeArgs: ['--import', join(import.meta.dirname, 'tally.ts')],
    env: { TALLY_SOCKET: socket },
  })
  const work = new Map<string, Work>()
  try {
    const rows = rowsOn(server)
    const [first] = rows
    // What a server does once, after its start, is nobody's request.
    if (first !== undefined) {
      const source = await first.open(BURN_IN_REQUESTS / MADE_PER_SEC)
      await load(source, { port: server.port, connections: 1, requests: BURN_IN_REQUESTS })
    }
    for (const row of rows) work.set(row.name, await countRow(row, server, socket))
  } finally {
    await server.stop()
  }
  return { work, bytesPerRow }
}

async function countRow(row: Row, { port }: BenchServer, socket: string): Promise<Work> {
  const source = await row.open((WARM_UP_REQUESTS + STRETCHES_MAX * REQUESTS) / MADE_PER_SEC)
  // One connection: requests that come together would share commits.
  await load(source, { port, connections: 1, requests: WARM_UP_REQUESTS })
  const tallies = [await askTally(socket)]
  const each = (of: (tally: Tally) => number) =>
    Math.round(
      Math.min(...tallies.slice(1).map((tally, i) => of(tally) - of(tallies[i] as Tally))) /
        REQUESTS,
    )
  const most = CEILINGS[row.name]?.allocatedBytes ?? 0
  const isDue = () => tallies.length > STRETCHES && each((one) => one.allocatedBytes) <= most
  while (!isDue() && tallies.length <= STRETCHES_MAX) {
    await load(source, { port, connections: 1, requests: REQUESTS })
    tallies.push(await askTally(socket))
  }
  return {
    statements: each((tally) => tally.statements),
    commits: each((tally) => tally.commits),
    signatures: each((tally) => tally.signatures),
    allocatedBytes: each((tally) => tally.allocatedBytes),
  }
}

async function askTally(path: string): Promise<Tally> {
  return JSON.parse(await text(connect({ path }))) as Tally
}
