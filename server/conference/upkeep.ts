import type { Clock } from '../protocol/clock.ts'
import type { Store } from '../store/store.ts'
import type { Conference } from './conference.ts'
import type { Switchboard } from './switchboard.ts'

/** How often a node says whose sockets it holds. */
export const UPKEEP_MS = 20_000
/** Three times as long: then no node holds the socket, and nobody waits for it to come back. */
const LOST_SEC = 60
/** A call that has begun and that everybody has left ends by itself. */
const EMPTY_SEC = 300
/** Nobody talks for so long; somebody has left a page open. */
const CALL_SEC_MAX = 86_400
const PER_ROUND = 200

export interface UpkeepDeps {
  readonly store: Store
  readonly clock: Clock
  readonly switchboard: Switchboard
  readonly conference: Conference
}

/**
 * What a node that ended without a word leaves behind: seats that nobody sits on, and calls that
 * nobody is in. Every node may do it at any time; what is done is done once.
 */
export async function tendRooms(deps: UpkeepDeps): Promise<void> {
  const { store, clock, switchboard, conference } = deps
  const now = clock.now()
  const held = switchboard.held()
  if (held.length > 0) {
    await store.transaction(async (records) => {
      for (const { seatId } of held) await records.seats.see(seatId, now)
    })
  }
  for (const { roomId, id } of await store.seats.lost(now - LOST_SEC, PER_ROUND)) {
    await conference.leave(roomId, id)
  }
  const deserted = await store.rooms.deserted(now - EMPTY_SEC, now - CALL_SEC_MAX, PER_ROUND)
  for (const roomId of deserted) await conference.end(roomId)
}
