import { randomDigits } from '../credentials/format.ts'
import type { Secrets } from '../credentials/secrets.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Random } from '../protocol/random.ts'
import type { Records } from '../store/records.ts'
import type { Room, RoomState } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'

const GUEST_CODE_DIGITS = 10
const REFERENCE_LETTERS = 8

/**
 * The room's own link code: derived, so that the text can be written later and no table holds it.
 */
export function guestCodeOf(secrets: Secrets, roomId: number): string {
  return secrets.derive('guest code', roomId).slice(0, GUEST_CODE_DIGITS)
}

export interface RoomWish {
  readonly clientRow: number
  readonly organizationId: number
  readonly callReference: string | undefined
  readonly phoneNumber: string | undefined
  /** `undefined` for a reference that is kept with the token while no room is open. */
  readonly lifetimeSec: number | undefined
  readonly requestKey: string | undefined
  readonly at: number
}

/** Opens the room, or finds the one that the same request opened before. */
export async function openRoom(
  records: Records,
  secrets: Secrets,
  random: Random,
  wish: RoomWish,
): Promise<Room> {
  const before = await loadOpened(records, wish)
  if (before !== undefined) return before
  const facts = {
    clientRow: wish.clientRow,
    organizationId: wish.organizationId,
    callReference: wish.callReference ?? randomReference(random),
    phoneNumber: wish.phoneNumber,
    createdAt: wish.at,
    expiresAt: wish.lifetimeSec === undefined ? undefined : wish.at + wish.lifetimeSec,
    requestKey: wish.requestKey,
  }
  const id = await records.rooms.add(facts)
  if (id === undefined) {
    // The same request was faster on another node.
    const first = await loadOpened(records, wish)
    if (first === undefined) throw new Error('A room is neither new nor there.')
    return first
  }
  const guestHash =
    wish.lifetimeSec === undefined ? undefined : secrets.hash(guestCodeOf(secrets, id))
  if (guestHash !== undefined) await records.rooms.setGuest(id, guestHash)
  return {
    ...facts,
    id,
    guestHash,
    joinedAt: undefined,
    startedAt: undefined,
    finishedAt: undefined,
  }
}

/** The room that the same request opened before. */
export async function loadOpened(
  records: Pick<Records, 'rooms'>,
  wish: Pick<RoomWish, 'clientRow' | 'requestKey'>,
): Promise<Room | undefined> {
  return wish.requestKey === undefined
    ? undefined
    : records.rooms.loadByRequest(wish.clientRow, wish.requestKey)
}

/** The room behind a guest's link. Throws `not_found` or, once its time is over, `gone`. */
export async function loadGuestRoom(
  store: Store,
  secrets: Secrets,
  guestCode: string,
  now: number,
): Promise<Room> {
  const room = await store.rooms.loadByGuest(secrets.hash(guestCode))
  if (room === undefined) {
    throw new ProtocolError('not_found', { description: 'This link leads to no room.' })
  }
  if (!isLive(room, now)) throw new ProtocolError('gone', { description: 'This link has expired.' })
  return room
}

/** It waits for its call so long as it is told, and lives as long as the call that has begun. */
export function isLive(room: Room, now: number): boolean {
  if (room.expiresAt === undefined || room.finishedAt !== undefined) return false
  return room.startedAt !== undefined || now < room.expiresAt
}

/** As lists tell it; `rooms.page` finds by the same rule. */
export function stateOfRoom(room: Room, now: number): RoomState {
  if (room.finishedAt !== undefined) return 'finished'
  if (room.startedAt !== undefined) return 'running'
  return isLive(room, now) ? 'waiting' : 'expired'
}

/**
 * An agent enters. The first entry into a live room that has a phone number puts exactly one text
 * into the outbox, in the same transaction; the outbox takes one per room, ever.
 */
export function enterRoom(store: Store, room: Room, now: number): Promise<boolean> {
  return store.transaction(async (records) => {
    await records.rooms.join(room.id, now)
    if (room.phoneNumber === undefined || !isLive(room, now)) return false
    return records.outbox.add(room.id, room.phoneNumber, now)
  })
}

function randomReference(random: Random): string {
  return randomDigits(random, REFERENCE_LETTERS * 4)
    .toLowerCase()
    .replaceAll(/[^a-z]/g, '')
    .padEnd(REFERENCE_LETTERS, 'x')
    .slice(0, REFERENCE_LETTERS)
}
