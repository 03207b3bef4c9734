import { setImmediate as turn } from 'node:timers/promises'
import type { AuditEntry } from '../store/audit.ts'
import type { AuditSearch } from '../store/audit-reads.ts'
import type { Records } from '../store/records.ts'

/** Looked at in one statement; whoever waits gets a turn in between. */
const STRETCH_IDS = 4_000
/** Within a request's time: a search that finds little goes on with the next page. */
const LOOK_MS_MAX = 500
/** A decision that was counted while the store was away is written later than it was made. */
const WRITTEN_LATE_SEC_MAX = 86_400

type Store = Pick<Records, 'audit'>

export interface Found {
  readonly events: readonly AuditEntry[]
  /** From where to go on; `undefined` at the end. */
  readonly next: number | undefined
}

/** Newest first, before this id. */
export async function findNewest(
  { audit }: Store,
  search: AuditSearch,
  before: number,
  limit: number,
): Promise<Found> {
  const { first, last } = await boundsOf(audit, search)
  const events: AuditEntry[] = []
  let below = Math.min(before, last + 1)
  for (const until = performance.now() + LOOK_MS_MAX; below > first; await turn()) {
    const above = Math.max(first - 1, below - 1 - STRETCH_IDS)
    const wanted = limit + 1 - events.length
    events.push(...(await audit.stretch({ above, below }, 'newest', wanted, search)))
    if (events.length > limit) {
      return { events: events.slice(0, limit), next: events[limit - 1]?.id }
    }
    below = above + 1
    if (performance.now() > until) break
  }
  return { events, next: below > first ? below : undefined }
}

/** Oldest first, after this id, as whoever follows wants them; there is always more to come. */
export async function findAfter(
  { audit }: Store,
  search: AuditSearch,
  after: number,
  limit: number,
): Promise<Found & { readonly next: number }> {
  const { first, last } = await boundsOf(audit, search)
  const events: AuditEntry[] = []
  let above = Math.max(after, first - 1)
  for (const until = performance.now() + LOOK_MS_MAX; above < last; await turn()) {
    const below = Math.min(last + 1, above + 1 + STRETCH_IDS)
    const wanted = limit - events.length
    events.push(...(await audit.stretch({ above, below }, 'oldest', wanted, search)))
    const end = events.at(-1)
    if (events.length === limit && end !== undefined) return { events, next: end.id }
    above = below - 1
    if (performance.now() > until) break
  }
  return { events, next: Math.max(after, above) }
}

/** Ids outside of which nothing can be found. */
async function boundsOf(
  audit: Store['audit'],
  { since, until }: AuditSearch,
): Promise<{ readonly first: number; readonly last: number }> {
  return {
    first: since === undefined ? 1 : await audit.idAround(since - WRITTEN_LATE_SEC_MAX),
    last:
      until === undefined
        ? await audit.lastId()
        : await audit.idAround(until + WRITTEN_LATE_SEC_MAX),
  }
}
