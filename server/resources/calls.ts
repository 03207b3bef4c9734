import { decodeNumber, encodeNumber } from '../credentials/base62.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Call, CallPage, CallQuery } from '../protocol/resource-operations.ts'
import type { Room } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { parsePhoneNumber } from './phone-number.ts'
import { stateOfRoom } from './rooms.ts'

const CALLS_PER_PAGE = 50
const LATEST = Number.MAX_SAFE_INTEGER
/** The call log tells a room that waits and a call that runs by its duration alone. */
const STATUS = {
  waiting: 'open',
  running: 'open',
  finished: 'finished',
  expired: 'expired',
} as const

interface Deps {
  readonly store: Store
  readonly now: number
}

/** Rooms as the call log shows them, newest first. The cursor is the last id of the page before. */
export async function listCalls(
  query: CallQuery,
  organizationId: number,
  { store, now }: Deps,
): Promise<CallPage> {
  const beforeId = query.cursor === undefined ? LATEST : decodeNumber(query.cursor)
  if (beforeId === undefined) {
    throw new ProtocolError('parameter_malformed', { parameter: 'cursor' })
  }
  const found = await store.rooms.query({
    organizationId,
    from: query.from ?? 0,
    to: query.to ?? LATEST,
    text: query.text ?? '',
    beforeId,
    limit: CALLS_PER_PAGE + 1,
  })
  const shown = found.slice(0, CALLS_PER_PAGE)
  const last = shown.at(-1)
  return {
    previousCursor: query.cursor,
    nextCursor: found.length > shown.length && last ? encodeNumber(last.id) : undefined,
    calls: await Promise.all(shown.map((room) => asCall(room, now))),
  }
}

export async function readCall(
  id: string,
  organizationId: number,
  { store, now }: Deps,
): Promise<Call> {
  const roomId = decodeNumber(id)
  const room = roomId === undefined ? undefined : await store.rooms.load(roomId)
  if (
    room === undefined ||
    room.organizationId !== organizationId ||
    room.guestHash === undefined
  ) {
    throw new ProtocolError('not_found')
  }
  return asCall(room, now)
}

async function asCall(room: Room, now: number): Promise<Call> {
  const number =
    room.phoneNumber === undefined ? undefined : await parsePhoneNumber(room.phoneNumber)
  return {
    id: encodeNumber(room.id),
    reference: room.callReference,
    phoneNumber: room.phoneNumber,
    createdAt: room.createdAt,
    finishedAt: room.finishedAt,
    durationSec: room.startedAt === undefined ? 0 : (room.finishedAt ?? now) - room.startedAt,
    status: STATUS[stateOfRoom(room, now)],
    countryCode: number?.country,
  }
}
