import { z } from 'zod'
import { decodeNumber, encodeNumber } from '../credentials/base62.ts'
import { refuse } from './invalid-request.ts'

const LIMIT_MAX = 100
const LIMIT = 50
const PREFIX = 'cur_'

/** Pages follow a cursor, so that a list that grows meanwhile neither skips nor repeats. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(LIMIT_MAX).default(LIMIT),
  cursor: z.string().max(40).optional().describe('`next_cursor` of the page before'),
}

export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({ data: z.array(item), next_cursor: z.string().nullable() })
}

interface Page<Item> {
  data: Item[]
  next_cursor: string | null
}

/** A list so short by nature that it is one page. */
export function onePage<Item>(items: Item[]): Page<Item> {
  return { data: items, next_cursor: null }
}

interface Asked {
  readonly limit: number
  readonly cursor?: string | undefined
}

/**
 * Reads one row more than asked for, to know whether there is another page. `start` is where a
 * list without cursor begins: above all ids, or below them.
 */
export function readPage<Row, Item>(
  asked: Asked,
  start: 'highest' | 'lowest',
  read: (from: number, limit: number) => Promise<readonly Row[]>,
  idOf: (row: Row) => number,
  write: (row: Row) => Promise<Item> | Item,
): Promise<Page<Item>> {
  return readPageWhole(asked, start, read, idOf, (rows) => Promise.all(rows.map(write)))
}

/** The same, where what belongs to the rows is looked up for all of them at once. */
export async function readPageWhole<Row, Item>(
  { limit, cursor }: Asked,
  start: 'highest' | 'lowest',
  read: (from: number, limit: number) => Promise<readonly Row[]>,
  idOf: (row: Row) => number,
  writeAll: (rows: readonly Row[]) => Promise<Item[]>,
): Promise<Page<Item>> {
  const rows = await read(fromCursor(cursor, start), limit + 1)
  const shown = rows.slice(0, limit)
  const last = shown.at(-1)
  const hasMore = rows.length > limit && last !== undefined
  return {
    ...onePage(await writeAll(shown)),
    next_cursor: hasMore ? cursorAt(idOf(last)) : null,
  }
}

export function cursorAt(id: number): string {
  return `${PREFIX}${encodeNumber(id)}`
}

export function fromCursor(cursor: string | undefined, start: 'highest' | 'lowest'): number {
  if (cursor === undefined) return start === 'highest' ? Number.MAX_SAFE_INTEGER : 0
  const id = cursor.startsWith(PREFIX) ? decodeNumber(cursor.slice(PREFIX.length)) : undefined
  if (id === undefined) throw refuse('cursor', 'It must be the next_cursor of the page before.')
  return id
}
