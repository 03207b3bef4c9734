import { type Secrets, sameText } from '../credentials/secrets.ts'
import type { Records } from '../store/records.ts'
import type { Seat } from '../store/seats.ts'

export const SEATS_MAX = 6

export interface SeatWish {
  readonly roomId: number
  readonly name: string
  readonly userId: number | undefined
  /** A seat that was theirs before the connection was lost, and the secret that says so. */
  readonly seat: number | undefined
  readonly resume: string | undefined
  readonly at: number
}

export interface Seated {
  readonly seat: Seat
  /** Both agent and guest are in for the first time: the call begins. */
  readonly isStart: boolean
}

/** Derived, so that no table holds what takes somebody's seat. */
export function resumeOf(secrets: Secrets, seatId: number): string {
  return secrets.derive('seat', seatId)
}

/** Takes a seat, or the same one again; `undefined` where none is free. */
export async function takeSeat(
  records: Records,
  secrets: Secrets,
  wish: SeatWish,
): Promise<Seated | undefined> {
  const taken = await records.seats.taken(wish.roomId)
  const own = taken.find((seat) => isOwn(secrets, seat, wish))
  const seat = await (own === undefined
    ? takeFree(records, taken, wish)
    : takeBack(records, own, wish))
  if (seat === undefined) return undefined
  const others = taken.filter(({ id }) => id !== seat.id)
  const isBoth = others.some(({ userId }) => (userId === undefined) !== (seat.userId === undefined))
  const isStart = isBoth && (await records.rooms.start(wish.roomId, wish.at))
  return { seat, isStart }
}

/** An agent is known; a guest only by the secret of the seat. */
function isOwn(secrets: Secrets, seat: Seat, { userId, ...wish }: SeatWish): boolean {
  if (seat.userId !== userId) return false
  if (userId !== undefined) return true
  return seat.id === wish.seat && sameText(resumeOf(secrets, seat.id), wish.resume ?? '')
}

async function takeBack(records: Records, own: Seat, { name, at }: SeatWish) {
  const isBack = await records.seats.retake(own.id, name, at)
  return isBack ? { ...own, name, seenAt: at } : undefined
}

async function takeFree(
  records: Records,
  taken: readonly Seat[],
  { roomId, name, userId, at }: SeatWish,
): Promise<Seat | undefined> {
  const used = new Set(taken.map(({ number }) => number))
  for (let number = 1; number <= SEATS_MAX; number += 1) {
    if (used.has(number)) continue
    const facts = { roomId, number, name, userId, takenAt: at }
    const id = await records.seats.take(facts)
    // Otherwise somebody was faster on another node.
    if (id !== undefined) return { ...facts, id, seenAt: at, leftAt: undefined, isCarried: false }
  }
  return undefined
}
