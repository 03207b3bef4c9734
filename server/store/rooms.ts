import { sql } from 'kysely'
import { isLike, type OwnFilter, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import type { RoomTable } from './schema.ts'
import { statement } from './statement.ts'
import { readNewest } from './stretches.ts'

export interface Room {
  readonly id: number
  readonly clientRow: number
  readonly organizationId: number
  readonly callReference: string
  /** E.164, or `undefined` where no text is wanted. */
  readonly phoneNumber: string | undefined
  /** `undefined` for a reference that waits for a room. */
  readonly guestHash: Uint8Array | undefined
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly joinedAt: number | undefined
  /** When an agent and a guest were both in for the first time. */
  readonly startedAt: number | undefined
  readonly finishedAt: number | undefined
  /** The client's own name for the request that opened it; a retry finds the room by it. */
  readonly requestKey: string | undefined
}

/** Its call has not begun; it has; it was ended; its time is over. */
export const ROOM_STATES = ['waiting', 'running', 'finished', 'expired'] as const
export type RoomState = (typeof ROOM_STATES)[number]

export interface RoomFilter extends OwnFilter {
  readonly state?: RoomState | undefined
  readonly now: number
}

export interface RoomQuery {
  readonly organizationId: number
  readonly from: number
  readonly to: number
  /** A part of the reference or number; empty for all. */
  readonly text: string
  readonly beforeId: number
  readonly limit: number
}

type Row = Omit<RoomTable, 'id'> & { id: number }

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('rooms').selectAll().where('id', '=', p.id),
)
const byGuest = statement<{ guestHash: Uint8Array }>()((db, p) =>
  db.selectFrom('rooms').selectAll().where('guest_hash', '=', p.guestHash),
)
const insert = statement<
  Omit<Row, 'id' | 'guest_hash' | 'joined_at' | 'started_at' | 'finished_at'>
>()((db, p) =>
  db
    .insertInto('rooms')
    .values({
      client_row: p.client_row,
      organization_id: p.organization_id,
      call_reference: p.call_reference,
      phone_number: p.phone_number,
      created_at: p.created_at,
      expires_at: p.expires_at,
      request_key: p.request_key,
    })
    .onConflict((c) => c.columns(['client_row', 'request_key']).doNothing())
    .returning('id'),
)
const byRequest = statement<{ clientRow: number; requestKey: string }>()((db, p) =>
  db
    .selectFrom('rooms')
    .selectAll()
    .where('client_row', '=', p.clientRow)
    .where('request_key', '=', p.requestKey),
)
const openedOnPage = statement<{ clientRow: number; from: string; to: string }>()((db, p) =>
  db
    .selectFrom('rooms')
    .selectAll()
    .where('client_row', '=', p.clientRow)
    .where('request_key', '>=', p.from)
    .where('request_key', '<', p.to)
    .orderBy('id', 'desc')
    .limit(1),
)
const setGuest = statement<{ id: number; guestHash: Uint8Array }>()((db, p) =>
  db.updateTable('rooms').set({ guest_hash: p.guestHash }).where('id', '=', p.id),
)
const join = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('rooms')
    .set({ joined_at: p.at })
    .where('id', '=', p.id)
    .where('joined_at', 'is', null),
)
const start = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('rooms')
    .set({ started_at: p.at })
    .where('id', '=', p.id)
    .where('started_at', 'is', null)
    .where('finished_at', 'is', null),
)
const finish = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('rooms')
    .set({ finished_at: p.at })
    .where('id', '=', p.id)
    .where('finished_at', 'is', null)
    .where((e) => e.or([e('started_at', 'is not', null), e('expires_at', '>', p.at)])),
)
const deserted = statement<{ emptySince: number; startedBefore: number; limit: number }>()(
  (db, p) =>
    db
      .selectFrom('rooms')
      .select('id')
      .where('started_at', 'is not', null)
      .where('finished_at', 'is', null)
      .where((e) =>
        e.or([
          e('started_at', '<', p.startedBefore),
          e.not(
            e.exists(
              e
                .selectFrom('seats')
                .select('seats.id')
                .whereRef('seats.room_id', '=', 'rooms.id')
                .where((s) => s.or([s('left_at', 'is', null), s('left_at', '>', p.emptySince)])),
            ),
          ),
        ]),
      )
      .orderBy('id')
      .limit(p.limit),
)
type PageOf = {
  organizationId: number | undefined
  pattern: string
  phoneNumber: string | undefined
  state: RoomState | undefined
  now: number
  from: number
  before: number
  limit: number
}

const pageWithin = (isOfOne: boolean) =>
  statement<PageOf>()((db, p) =>
    db
      .selectFrom('rooms')
      .selectAll()
      .$if(isOfOne, (rows) => rows.where(sql<boolean>`organization_id = ${p.organizationId}`))
      .where('guest_hash', 'is not', null)
      .where('id', '>=', p.from)
      .where('id', '<', p.before)
      .where((e) =>
        e.or([
          isLike(sql.ref('call_reference'), p.pattern),
          // A number is found by whoever knows it; by its parts it could be guessed.
          sql<boolean>`phone_number = ${p.phoneNumber}`,
        ]),
      )
      .where(sql<boolean>`${stateAt(p.now)} = coalesce(${p.state}, ${stateAt(p.now)})`)
      .orderBy('id', 'desc')
      .limit(p.limit),
  )
const stateAt = (now: number) => sql`case
  when finished_at is not null then 'finished'
  when started_at is not null then 'running'
  when expires_at <= ${now} then 'expired'
  else 'waiting' end`
const newestId = statement<Record<never, never>>()((db) =>
  db.selectFrom('rooms').select((e) => e.fn.max('id').as('id')),
)
const page = pageWithin(false)
const pageOfOrganization = pageWithin(true)

const query = statement<RoomQuery & { pattern: string }>()((db, p) =>
  db
    .selectFrom('rooms')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('guest_hash', 'is not', null)
    .where('created_at', '>=', p.from)
    .where('created_at', '<', p.to)
    .where('id', '<', p.beforeId)
    .where((e) =>
      e.or([
        isLike(sql.ref('call_reference'), p.pattern),
        isLike(sql.ref('phone_number'), p.pattern),
      ]),
    )
    .orderBy('id', 'desc')
    .limit(p.limit),
)

export function rooms(executor: Executor) {
  return {
    async load(id: number): Promise<Room | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    async loadByGuest(guestHash: Uint8Array): Promise<Room | undefined> {
      const row = await executor.first(byGuest, { guestHash })
      return row && fromRow(row)
    },
    async loadByRequest(clientRow: number, requestKey: string): Promise<Room | undefined> {
      const row = await executor.first(byRequest, { clientRow, requestKey })
      return row && fromRow(row)
    },
    /** The newest of those whose requests bear names that begin so. */
    async loadNewestByRequest(clientRow: number, prefix: string): Promise<Room | undefined> {
      const range = { clientRow, from: prefix, to: `${prefix}\u007f` }
      const row = await executor.first(openedOnPage, range)
      return row && fromRow(row)
    },
    /** `undefined` where the same request has opened one; then it can be loaded. */
    async add(
      room: Omit<Room, 'id' | 'guestHash' | 'joinedAt' | 'startedAt' | 'finishedAt'>,
    ): Promise<number | undefined> {
      const row = await executor.first(insert, {
        client_row: room.clientRow,
        organization_id: room.organizationId,
        call_reference: room.callReference,
        phone_number: room.phoneNumber ?? null,
        created_at: room.createdAt,
        expires_at: room.expiresAt ?? null,
        request_key: room.requestKey ?? null,
      })
      return row?.id
    },
    /** The guest's code is derived from the room's id, so it follows the row. */
    async setGuest(id: number, guestHash: Uint8Array): Promise<void> {
      await executor.run(setGuest, { id, guestHash })
    },
    /** Answers true for the first agent only. */
    async join(id: number, at: number): Promise<boolean> {
      return (await executor.run(join, { id, at })) === 1
    },
    /** True for whoever is the second of agent and guest, once. */
    async start(id: number, at: number): Promise<boolean> {
      return (await executor.run(start, { id, at })) === 1
    },
    /** False where it is over already. */
    async finish(id: number, at: number): Promise<boolean> {
      return (await executor.run(finish, { id, at })) === 1
    },
    /** Ids of rooms whose call goes on with nobody in it, or for too long. */
    async deserted(emptySince: number, startedBefore: number, limit: number): Promise<number[]> {
      const rows = await executor.all(deserted, { emptySince, startedBefore, limit })
      return rows.map(({ id }) => id)
    },
    /** Opened rooms, newest first; `before` is the last id of the page before. */
    async page(
      { organizationId, text = '', state, now }: RoomFilter,
      before: number,
      limit: number,
    ): Promise<Room[]> {
      const pages = organizationId === undefined ? page : pageOfOrganization
      const phoneNumber = text === '' ? undefined : text
      const pattern = patternOf(text)
      const asked = { organizationId, pattern, phoneNumber, state, now }
      const rows = await readNewest(executor, newestId, before, limit, (from, top, most) =>
        executor.all(pages, { ...asked, from, before: top, limit: most }),
      )
      return rows.map(fromRow)
    },
    /** Newest first. */
    async query(q: RoomQuery): Promise<Room[]> {
      return (await executor.all(query, { ...q, pattern: patternOf(q.text) })).map(fromRow)
    },
  }
}

function fromRow(row: Row): Room {
  return {
    id: row.id,
    clientRow: row.client_row,
    organizationId: row.organization_id,
    callReference: row.call_reference,
    phoneNumber: row.phone_number ?? undefined,
    guestHash: row.guest_hash ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    joinedAt: row.joined_at ?? undefined,
    startedAt: row.started_at ?? undefined,
    finishedAt: row.finished_at ?? undefined,
    requestKey: row.request_key ?? undefined,
  }
}
