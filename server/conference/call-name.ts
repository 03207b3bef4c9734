import { decodeNumber, encodeNumber } from '../credentials/base62.ts'
import { type Secrets, sameText } from '../credentials/secrets.ts'

const SECRET_DIGITS = 24

/** The room's name for an engine elsewhere: nobody can guess it, and we find the room by it. */
export function callNameOf(secrets: Secrets, roomId: number): string {
  return `${encodeNumber(roomId)}-${secrets.derive('call', roomId).slice(0, SECRET_DIGITS)}`
}

export function roomOfCall(secrets: Secrets, name: string): number | undefined {
  const roomId = decodeNumber(name.split('-')[0] ?? '')
  return roomId !== undefined && sameText(callNameOf(secrets, roomId), name) ? roomId : undefined
}

/** The participant's name for an engine elsewhere. */
export function identityOf(seatId: number): string {
  return `seat_${seatId}`
}

export function seatOfIdentity(identity: string): number | undefined {
  const digits = /^seat_([1-9]\d{0,15})$/.exec(identity)?.[1]
  return digits === undefined ? undefined : Number(digits)
}
