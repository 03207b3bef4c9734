import type { Executor } from './engine.ts'
import type { SeatTable } from './schema.ts'
import { statement } from './statement.ts'

/** A participant's place in a room, from coming in to having left. */
export interface Seat {
  readonly id: number
  readonly roomId: number
  /** From 1 up, and of one participant at a time. */
  readonly number: number
  readonly name: string
  /** The agent; `undefined` for a guest. */
  readonly userId: number | undefined
  readonly takenAt: number
  /** When its socket was last heard of, within some twenty seconds. */
  readonly seenAt: number
  readonly leftAt: number | undefined
  /** An engine elsewhere tells when the participant leaves. */
  readonly isCarried: boolean
}

type Row = Omit<SeatTable, 'id' | 'is_carried'> & { id: number; is_carried: number }

/** What says that a participant is there: our socket, or an engine elsewhere, soon or already. */
const SOCKET = 0
const EXPECTED = 1
const CARRIED = 2

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('seats').selectAll().where('id', '=', p.id),
)
const taken = statement<{ roomId: number }>()((db, p) =>
  db
    .selectFrom('seats')
    .selectAll()
    .where('room_id', '=', p.roomId)
    .where('left_at', 'is', null)
    .orderBy('number'),
)
const ofRoom = statement<{ roomId: number; limit: number }>()((db, p) =>
  db
    .selectFrom('seats')
    .selectAll()
    .where('room_id', '=', p.roomId)
    .orderBy('id', 'desc')
    .limit(p.limit),
)
const insert = statement<Omit<Row, 'id' | 'left_at' | 'seen_at' | 'is_carried'>>()((db, p) =>
  db
    .insertInto('seats')
    .values({
      room_id: p.room_id,
      number: p.number,
      name: p.name,
      user_id: p.user_id,
      taken_at: p.taken_at,
      seen_at: p.taken_at,
    })
    .onConflict((c) => c.columns(['room_id', 'number']).where('left_at', 'is', null).doNothing())
    .returning('id'),
)
const retake = statement<{ id: number; name: string; at: number }>()((db, p) =>
  db
    .updateTable('seats')
    .set({ name: p.name, seen_at: p.at, is_carried: SOCKET })
    .where('id', '=', p.id)
    .where('left_at', 'is', null),
)
const see = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('seats')
    .set({ seen_at: p.at })
    .where('id', '=', p.id)
    .where('left_at', 'is', null),
)
const carry = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('seats')
    .set({ seen_at: p.at, is_carried: CARRIED })
    .where('id', '=', p.id)
    .where('is_carried', '=', EXPECTED)
    .where('left_at', 'is', null),
)
const expect = statement<{ id: number }>()((db, p) =>
  db.updateTable('seats').set({ is_carried: EXPECTED }).where('id', '=', p.id),
)
const leave = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('seats')
    .set({ left_at: p.at })
    .where('id', '=', p.id)
    .where('left_at', 'is', null),
)
const leaveAll = statement<{ roomId: number; at: number }>()((db, p) =>
  db
    .updateTable('seats')
    .set({ left_at: p.at })
    .where('room_id', '=', p.roomId)
    .where('left_at', 'is', null),
)
const lost = statement<{ before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('seats')
    .selectAll()
    .where('left_at', 'is', null)
    .where('seen_at', '<', p.before)
    .where('is_carried', '<', CARRIED)
    .orderBy('seen_at')
    .limit(p.limit),
)

export function seats(executor: Executor) {
  return {
    async load(id: number): Promise<Seat | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Who is in, by number. */
    async taken(roomId: number): Promise<Seat[]> {
      return (await executor.all(taken, { roomId })).map(fromRow)
    },
    /** Who is or was in, the newest first. */
    async ofRoom(roomId: number, limit: number): Promise<Seat[]> {
      return (await executor.all(ofRoom, { roomId, limit })).map(fromRow)
    },
    /** The seat's id, or `undefined` where somebody else has just taken that number. */
    async take(
      seat: Pick<Seat, 'roomId' | 'number' | 'name' | 'userId' | 'takenAt'>,
    ): Promise<number | undefined> {
      const row = await executor.first(insert, {
        room_id: seat.roomId,
        number: seat.number,
        name: seat.name,
        user_id: seat.userId ?? null,
        taken_at: seat.takenAt,
      })
      return row?.id
    },
    /** False where its participant has left. */
    async retake(id: number, name: string, at: number): Promise<boolean> {
      return (await executor.run(retake, { id, name, at })) === 1
    },
    async see(id: number, at: number): Promise<void> {
      await executor.run(see, { id, at })
    },
    /** Of a front end that speaks to an engine elsewhere, once that says that it is there. */
    async expect(id: number): Promise<void> {
      await executor.run(expect, { id })
    },
    /** One that was expected: from now on an engine elsewhere tells when it leaves. */
    async carry(id: number, at: number): Promise<void> {
      await executor.run(carry, { id, at })
    },
    /** True for the first who says so. */
    async leave(id: number, at: number): Promise<boolean> {
      return (await executor.run(leave, { id, at })) === 1
    },
    async leaveAll(roomId: number, at: number): Promise<void> {
      await executor.run(leaveAll, { roomId, at })
    },
    /** Seats whose sockets nobody has heard of since `before`. */
    async lost(before: number, limit: number): Promise<Seat[]> {
      return (await executor.all(lost, { before, limit })).map(fromRow)
    },
  }
}

function fromRow(row: Row): Seat {
  return {
    id: row.id,
    roomId: row.room_id,
    number: row.number,
    name: row.name,
    userId: row.user_id ?? undefined,
    takenAt: row.taken_at,
    seenAt: row.seen_at,
    leftAt: row.left_at ?? undefined,
    isCarried: row.is_carried !== SOCKET,
  }
}
