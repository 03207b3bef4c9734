import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { stateOfRoom } from '../resources/rooms.ts'
import { TEXT_STATES } from '../store/outbox.ts'
import type { Records } from '../store/records.ts'
import { ROOM_STATES, type Room } from '../store/rooms.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { ownAndText, ownFilterOf } from './own-filter.ts'
import { pageOf, pageQuery, readPageWhole } from './page.ts'
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
    joined_at: instant.nullable(),
    finished_at: instant.nullable(),
    text: z
      .object({ state: z.enum(TEXT_STATES), sent_at: instant.nullable() })
      .nullable()
      .describe('`null` where none was wanted or none is due; `sent_at` is `null` while it waits'),
  })
  .meta({ id: 'Room' })

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
        const { clientRow, organizationId } = room
        const about = { clientRow, organizationId, detail: publicNumber(ROOM_PREFIX, room.id) }
        await record(deps, records, actor, 'rooms.finish', about)
      })
      return describe(deps, await demandRoom(deps.store, params.id, actor))
    },
  }),
]

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
      finished_at: timeOrNull(room.finishedAt),
      text: text === undefined ? null : { state: text.state, sent_at: timeOrNull(text.sentAt) },
    }
  })
}
