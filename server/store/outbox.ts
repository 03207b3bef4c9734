import type { Kysely } from 'kysely'
import type { Executor } from './engine.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'

/** A text that waits or was sent; its words are made from the room when they are needed. */
export interface OutboxText {
  readonly id: number
  readonly roomId: number
  /** `undefined` where the room is gone; then there is nothing to say any more. */
  readonly callReference: string | undefined
  readonly recipient: string
  readonly createdAt: number
  readonly sentAt: number | undefined
}

const insert = statement<{ roomId: number; recipient: string; at: number }>()((db, p) =>
  db
    .insertInto('outbox')
    .values({ room_id: p.roomId, recipient: p.recipient, created_at: p.at })
    .onConflict((c) => c.column('room_id').doNothing()),
)
const withRoom = (db: Kysely<Schema>) =>
  db
    .selectFrom('outbox')
    .leftJoin('rooms', 'rooms.id', 'outbox.room_id')
    .selectAll('outbox')
    .select('rooms.call_reference')
const all = statement<{ limit: number }>()((db, p) =>
  withRoom(db).orderBy('outbox.id', 'desc').limit(p.limit),
)
// A room that was finished needs no text any more: its link leads nowhere.
const unsent = statement<{ limit: number }>()((db, p) =>
  withRoom(db)
    .where('sent_at', 'is', null)
    .where('rooms.finished_at', 'is', null)
    .orderBy('outbox.id')
    .limit(p.limit),
)
const ofRooms = statement<Keys<number>>()((db, p) =>
  withRoom(db).where('outbox.room_id', 'in', keySlots(p)),
)
const markSent = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('outbox')
    .set({ sent_at: p.at })
    .where('id', '=', p.id)
    .where('sent_at', 'is', null),
)

interface Row {
  readonly id: number
  readonly room_id: number
  readonly call_reference: string | null
  readonly recipient: string
  readonly created_at: number
  readonly sent_at: number | null
}

export function outbox(executor: Executor) {
  return {
    /** One text per room, ever: a second call adds nothing and answers false. */
    async add(roomId: number, recipient: string, at: number): Promise<boolean> {
      return (await executor.run(insert, { roomId, recipient, at })) === 1
    },
    /** Newest first. */
    async latest(limit: number): Promise<OutboxText[]> {
      return (await executor.all(all, { limit })).map(fromRow)
    },
    async unsent(limit: number): Promise<OutboxText[]> {
      return (await executor.all(unsent, { limit })).map(fromRow)
    },
    /** One a room at most, in no order. */
    async ofRooms(roomIds: readonly number[]): Promise<OutboxText[]> {
      const texts: OutboxText[] = []
      for (const keys of keyGroups(roomIds)) {
        texts.push(...(await executor.all(ofRooms, keys)).map(fromRow))
      }
      return texts
    },
    async markSent(id: number, at: number): Promise<boolean> {
      return (await executor.run(markSent, { id, at })) === 1
    },
  }
}

function fromRow(row: Row): OutboxText {
  return {
    id: row.id,
    roomId: row.room_id,
    callReference: row.call_reference ?? undefined,
    recipient: row.recipient,
    createdAt: row.created_at,
    sentAt: row.sent_at ?? undefined,
  }
}
