import { setImmediate as turn } from 'node:timers/promises'
import type { Awaitable } from '../protocol/awaitable.ts'
import type { Executor } from './engine.ts'
import type { Statement } from './statement.ts'

/** Twenty milliseconds of SQLite's, in which nothing else is answered. */
const ROWS_TOGETHER = 20_000

/** `from` and below `before`, newest first. */
type Read<Row> = (from: number, before: number, limit: number) => Awaitable<readonly Row[]>

/**
 * A page of what a filter lets through, which may be one row in a million: the table is walked down
 * its key some rows at a time, and between them others have their turn.
 */
export async function readInStretches<Row>(
  newestId: number,
  before: number,
  limit: number,
  read: Read<Row>,
): Promise<Row[]> {
  const found: Row[] = []
  let top = Math.min(before, newestId + 1)
  while (top > 1 && found.length < limit) {
    const from = Math.max(1, top - ROWS_TOGETHER)
    found.push(...(await read(from, top, limit - found.length)))
    top = from
    await turn()
  }
  return found
}

/** The same from the newest row on, which the statement asks for. */
export async function readNewest<Row>(
  executor: Executor,
  newestId: Statement<Record<never, never>, { readonly id: number | null }>,
  before: number,
  limit: number,
  read: Read<Row>,
): Promise<Row[]> {
  const highest = Number((await executor.first(newestId, {}))?.id ?? 0)
  return readInStretches(highest, before, limit, read)
}
