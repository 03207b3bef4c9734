import { type Kysely, sql } from 'kysely'
import type { Executor } from './engine.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'
import { readInStretches } from './stretches.ts'

/**
 * Waiting: to be sent. Sending: a provider is being asked, or was when its node died. Sent: a
 * provider has taken it. Failed: surely not sent, and not tried any more. Uncertain: nobody knows.
 * Dropped: not sent, because nobody should get it any more.
 */
export const TEXT_STATES = ['waiting', 'sending', 'sent', 'failed', 'uncertain', 'dropped'] as const
export type TextState = (typeof TEXT_STATES)[number]

/** A text and how it stands; its words are made from the room when they are needed. */
export interface OutboxText {
  readonly id: number
  readonly roomId: number
  /** `undefined` where the room is gone; then there is nothing to say any more. */
  readonly callReference: string | undefined
  readonly clientRow: number | undefined
  readonly organizationId: number | undefined
  readonly recipient: string
  readonly createdAt: number
  readonly sentAt: number | undefined
  readonly state: TextState
  /** Since it was asked for, or since an operator asked for it again. */
  readonly tries: number
  /** Ever: the number of the last try. */
  readonly claims: number
  /** When it is tried next; of one that is being sent, when that began; else when it ended. */
  readonly dueAt: number
  /** Why it is not sent: a word of ours and, behind a colon, the provider's. */
  readonly reason: string | undefined
  readonly provider: string | undefined
  /** What the provider calls it. */
  readonly providerReference: string | undefined
}

export interface TextFilter {
  readonly organizationId: number | undefined
  readonly states: readonly TextState[] | undefined
}

const withRoom = (db: Kysely<Schema>) =>
  db
    .selectFrom('outbox')
    .leftJoin('rooms', 'rooms.id', 'outbox.room_id')
    .selectAll('outbox')
    .select(['rooms.call_reference', 'rooms.client_row', 'rooms.organization_id'])
const newest = statement<{ limit: number }>()((db, p) =>
  withRoom(db).orderBy('outbox.id', 'desc').limit(p.limit),
)
const byId = statement<{ id: number }>()((db, p) => withRoom(db).where('outbox.id', '=', p.id))
// The states stand in the text of these two, where SQLite finds their index by them.
const due = statement<{ at: number; limit: number }>()((db, p) =>
  withRoom(db)
    .where(sql<boolean>`outbox.state = 'waiting'`)
    .where('due_at', '<=', p.at)
    .orderBy('due_at')
    .orderBy('outbox.id')
    .limit(p.limit),
)
const stuck = statement<{ since: number; limit: number }>()((db, p) =>
  withRoom(db)
    .where(sql<boolean>`outbox.state = 'sending'`)
    .where('due_at', '<=', p.since)
    .orderBy('due_at')
    .limit(p.limit),
)
const ofRooms = statement<Keys<number>>()((db, p) =>
  withRoom(db).where('outbox.room_id', 'in', keySlots(p)),
)
type PageOf = {
  organizationId: number | undefined
  states: string
  from: number
  before: number
  limit: number
}
const page = statement<PageOf>()((db, p) =>
  withRoom(db)
    .where('outbox.id', '>=', p.from)
    .where('outbox.id', '<', p.before)
    .where(sql<boolean>`coalesce(${p.organizationId}, rooms.organization_id, 0)
      = coalesce(rooms.organization_id, 0)`)
    .where(sql<boolean>`${p.states} like '% ' || outbox.state || ' %'`)
    .orderBy('outbox.id', 'desc')
    .limit(p.limit),
)
const highest = statement<Record<never, never>>()((db) =>
  db.selectFrom('outbox').select((e) => e.fn.max('id').as('id')),
)
// One for each index, so that what was sent long ago is not walked to count what waits.
const open = (db: Kysely<Schema>, which: string) =>
  db
    .selectFrom('outbox')
    .select(['state', (e) => e.fn.countAll<number>().as('count')])
    .where(sql<boolean>`${sql.raw(which)}`)
    .groupBy('state')
const counts = statement<Record<never, never>>()((db) =>
  open(db, "state = 'waiting'")
    .unionAll(open(db, "state = 'sending'"))
    .unionAll(open(db, "state in ('failed', 'uncertain')")),
)

export function outboxReads(executor: Executor) {
  return {
    /** Newest first. */
    async latest(limit: number): Promise<OutboxText[]> {
      return (await executor.all(newest, { limit })).map(fromRow)
    },
    async load(id: number): Promise<OutboxText | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Those whose time has come, the longest due first. */
    async due(at: number, limit: number): Promise<OutboxText[]> {
      return (await executor.all(due, { at, limit })).map(fromRow)
    },
    /** Those that have been on their way since then. */
    async stuck(since: number, limit: number): Promise<OutboxText[]> {
      return (await executor.all(stuck, { since, limit })).map(fromRow)
    },
    /** One a room at most, in no order. */
    async ofRooms(roomIds: readonly number[]): Promise<OutboxText[]> {
      const texts: OutboxText[] = []
      for (const keys of keyGroups(roomIds)) {
        texts.push(...(await executor.all(ofRooms, keys)).map(fromRow))
      }
      return texts
    },
    /** Newest first; `before` is the last id of the page before. */
    async page(
      { organizationId, states = TEXT_STATES }: TextFilter,
      before: number,
      limit: number,
    ): Promise<OutboxText[]> {
      const asked = { organizationId, states: ` ${states.join('  ')} ` }
      const top = Number((await executor.first(highest, {}))?.id ?? 0)
      const rows = await readInStretches(top, before, limit, (from, below, most) =>
        executor.all(page, { ...asked, from, before: below, limit: most }),
      )
      return rows.map(fromRow)
    },
    /** How many there are of each state that is not an end. */
    async countByState(): Promise<ReadonlyMap<string, number>> {
      const rows = await executor.all(counts, {})
      return new Map(rows.map(({ state, count }) => [state, Number(count)]))
    },
  }
}

interface Row {
  readonly id: number
  readonly room_id: number
  readonly call_reference: string | null
  readonly client_row: number | null
  readonly organization_id: number | null
  readonly recipient: string
  readonly created_at: number
  readonly sent_at: number | null
  readonly state: string
  readonly tries: number
  readonly claims: number
  readonly due_at: number
  readonly reason: string | null
  readonly provider: string | null
  readonly provider_reference: string | null
}

function fromRow(row: Row): OutboxText {
  return {
    id: row.id,
    roomId: row.room_id,
    callReference: row.call_reference ?? undefined,
    clientRow: row.client_row ?? undefined,
    organizationId: row.organization_id ?? undefined,
    recipient: row.recipient,
    createdAt: row.created_at,
    sentAt: row.sent_at ?? undefined,
    // Written by the records of this folder alone.
    state: row.state as TextState,
    tries: row.tries,
    claims: row.claims,
    dueAt: row.due_at,
    reason: row.reason ?? undefined,
    provider: row.provider ?? undefined,
    providerReference: row.provider_reference ?? undefined,
  }
}
