import { setTimeout as pause } from 'node:timers/promises'
import { residentMb } from './accounting.ts'
import { CONNECTIONS, load } from './load.ts'
import type { Options } from './options.ts'
import { rowsOn } from './rows.ts'
import { newFolder, startServer } from './server.ts'

/** Resident memory of a server that has done nothing else. */
export interface Memory {
  readonly idleMb: number
  readonly afterMb: number
  readonly tokens: number
}

const SETTLE_MS = 1_500

export async function measureMemory(
  { memoryTokens }: Options,
  isPinned: boolean,
): Promise<Memory | undefined> {
  const server = await startServer({ folder: newFolder(), isPinned })
  try {
    await pause(SETTLE_MS)
    const idleMb = residentMb(server.pid)
    const row = rowsOn(server).find(({ name }) => name === 'cc-es256')
    if (row === undefined) throw new Error('the row that memory is measured with is gone')
    const { port } = server
    await load(await row.open(0), { port, requests: memoryTokens, connections: CONNECTIONS })
    const afterMb = residentMb(server.pid)
    if (idleMb === undefined || afterMb === undefined) return undefined
    return { idleMb, afterMb, tokens: memoryTokens }
  } finally {
    await server.stop()
  }
}
