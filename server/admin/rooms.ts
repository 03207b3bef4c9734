import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { stateOfRoom } from '../resources/rooms.ts'
import { TEXT_STATES } from '../store/outbox.ts'
import type { Records } from '../store/records.ts'
import { ROOM_STATES, type Room } from '../store/rooms.ts'
import type { Seat } from '../store/seats.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { ownAndText, ownFilterOf } from './own-filter.ts'
import { onePage, pageOf, pageQuery, readPageWhole } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import {
  idParams,
  instant,
  maskedNumber,
  parsePublicNumber,
  publicNumber,
  timeOrNull,
} from './values.ts'

const ROOM_PREFIX = 'room'
const SEAT_PREFIX = 'seat'
const PARTICIPANTS_MAX = 100

const roomSchema = z
  .object({
    id: z.string(),
    call_reference: z.string(),
    phone_number: z.string().nullable().describe('Masked but for its last digits'),
    state: z.enum(ROOM_STATES),
    client_id: z.string().nullable().describe('`null` where the client was deleted'),
    client_name: z.string().nullable(),
    organization_id: z.int(),
    created_at: instant,
    expires_at: instant.nullable(),
    joined_at: instant.nullable().describe('When an agent first signed in'),
    started_at: instant.nullable().describe('When agent and guest were first both in'),
    finished_at: instant.nullable(),
    text: z
      .object({ state: z.enum(TEXT_STATES), sent_at: instant.nullable() })
      .nullable()
      .describe('`null` where none was wanted or none is due; `sent_at` is `null` while it waits'),
  })
  .meta({ id: 'Room' })

const participantSchema = z
  .object({
    id: z.string(),
    number: z.int(),
    name: z.string().describe('As a guest has typed it; it proves nothing'),
    is_agent: z.boolean(),
    user_id: z.string().nullable().describe('`null` for a guest'),
    entered_at: instant,
    left_at: instant.nullable().describe('`null` for whoever is in'),
  })
  .meta({ id: 'Participant' })

/** Rooms that clients opened. They are opened with a token, never here. */
export const roomRoutes = [
  route({
    method: 'GET',
    path: '/rooms',
    name: 'rooms.list',
    summary: 'All rooms, newest first',
    query: z.strictObject({
      ...pageQuery,
      ...ownAndText,
      q: ownAndText.q.describe('A part of the reference, or the whole phone number'),
      state: z.enum(ROOM_STATES).optional(),
    }),
    answer: pageOf(roomSchema),
    run: ({ query, actor }, deps) =>
      readPageWhole(
        query,
        'highest',
        async (before, limit) => {
          const filter = ownFilterOf(query, actor)
          if (filter === undefined) return []
          const { state } = query
          return deps.store.rooms.page({ ...filter, state, now: deps.clock.now() }, before, limit)
        },
        (room) => room.id,
        (rooms) => describeAll(deps, rooms),
      ),
  }),
  route({
    method: 'GET',
    path: '/rooms/:id',
    name: 'rooms.read',
    summary: 'One room',
    params: idParams,
    answer: roomSchema,
    run: async ({ params, actor }, deps) =>
      describe(deps, await demandRoom(deps.store, params.id, actor)),
  }),
  route({
    method: 'POST',
    path: '/rooms/:id/finish',
    name: 'rooms.finish',
    summary: 'End a room; its link leads nowhere from then on',
    params: idParams,
    answer: roomSchema,
    status: 200,
    async run({ params, actor }, deps) {
      const now = deps.clock.now()
      await deps.store.transaction(async (records) => {
        const room = await demandRoom(records, params.id, actor)
        if (!(await records.rooms.finish(room.id, now))) {
          throw new ProtocolError('conflict', { description: 'The room is over already.' })
        }
        await records.seats.leaveAll(room.id, now)
        await record(deps, records, actor, 'rooms.finish', aboutRoom(room))
      })
      const room = await demandRoom(deps.store, params.id, actor)
      await deps.conference.hangUpAll(room.id)
      return describe(deps, room)
    },
  }),
  route({
    method: 'GET',
    path: '/rooms/:id/participants',
    name: 'rooms.participants',
    summary: 'Who is or was in a room, the newest first',
    params: idParams,
    answer: pageOf(participantSchema),
    async run({ params, actor }, { store }) {
      const room = await demandRoom(store, params.id, actor)
      const seats = await store.seats.ofRoom(room.id, PARTICIPANTS_MAX)
      return onePage(await Promise.all(seats.map((seat) => describeSeat(store, seat))))
    },
  }),
  route({
    method: 'POST',
    path: '/rooms/:id/participants/:seat_id/remove',
    name: 'rooms.participants.remove',
    summary: 'Put somebody out of a call, within a second',
    params: z.object({ id: z.string(), seat_id: z.string() }),
    status: 204,
    async run({ params, actor }, deps) {
      const room = await demandRoom(deps.store, params.id, actor)
      const seatId = parsePublicNumber(SEAT_PREFIX, params.seat_id)
      if (seatId === undefined || !(await deps.conference.kick(room.id, seatId))) {
        const description = 'Nobody sits there (any more).'
        throw new ProtocolError('not_found', { description })
      }
      const about = { ...aboutRoom(room), detail: `${params.id} ${params.seat_id}` }
      await deps.store.transaction((records) =>
        record(deps, records, actor, 'rooms.participants.remove', about),
      )
    },
  }),
]

function aboutRoom({ id, clientRow, organizationId }: Room) {
  return { clientRow, organizationId, detail: publicNumber(ROOM_PREFIX, id) }
}

async function describeSeat(
  { users }: Pick<Records, 'users'>,
  { id, number, name, userId, takenAt, leftAt }: Seat,
): Promise<ParticipantAnswer> {
  const user = userId === undefined ? undefined : await users.load(userId)
  return {
    id: publicNumber(SEAT_PREFIX, id),
    number,
    name,
    is_agent: userId !== undefined,
    user_id: user?.publicId ?? null,
    entered_at: isoTime(takenAt),
    left_at: timeOrNull(leftAt),
  }
}

async function demandRoom(
  { rooms }: Pick<Records, 'rooms'>,
  text: string,
  actor: Actor,
): Promise<Room> {
  const id = parsePublicNumber(ROOM_PREFIX, text)
  const room = id === undefined ? undefined : await rooms.load(id)
  // A reference that waits for a room is not one yet.
  if (room?.guestHash === undefined || !isOpenTo(actor, room.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such room.' })
  }
  return room
}

export type RoomAnswer = z.output<typeof roomSchema>
export type ParticipantAnswer = z.output<typeof participantSchema>
type Deps = Pick<AdminDeps, 'store' | 'clock'>

async function describe(deps: Deps, room: Room): Promise<RoomAnswer> {
  const [described] = await describeAll(deps, [room])
  if (described === undefined) throw new Error('One room has one description.')
  return described
}

async function describeAll({ store, clock }: Deps, rooms: readonly Room[]): Promise<RoomAnswer[]> {
  const now = clock.now()
  const clients = await store.clients.loadAllById([...new Set(rooms.map((one) => one.clientRow))])
  const texts = await store.outbox.ofRooms(rooms.map((one) => one.id))
  return rooms.map((room) => {
    const client = clients.find((one) => one.id === room.clientRow)
    const text = texts.find((one) => one.roomId === room.id)
    return {
      id: publicNumber(ROOM_PREFIX, room.id),
      call_reference: room.callReference,
      phone_number: room.phoneNumber === undefined ? null : maskedNumber(room.phoneNumber),
      state: stateOfRoom(room, now),
      client_id: client?.clientId ?? null,
      client_name: client?.name ?? null,
      organization_id: room.organizationId,
      created_at: isoTime(room.createdAt),
      expires_at: timeOrNull(room.expiresAt),
      joined_at: timeOrNull(room.joinedAt),
      started_at: timeOrNull(room.startedAt),
      finished_at: timeOrNull(room.finishedAt),
      text: text === undefined ? null : { state: text.state, sent_at: timeOrNull(text.sentAt) },
    }
  })
}
