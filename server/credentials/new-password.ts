import type { Records } from '../store/records.ts'

/**
 * A password takes the place of another: whoever knew that may sit in a browser somewhere, or hold
 * a link to set one more. The browser in which it was changed may stay.
 */
export async function setPassword(
  records: Records,
  userId: number,
  hash: string,
  at: number,
  keptSignInId?: number,
): Promise<void> {
  await records.users.setPassword(userId, hash)
  await endWithPassword(records, userId, at, keptSignInId)
}

export async function endWithPassword(
  records: Records,
  userId: number,
  at: number,
  keptSignInId?: number,
): Promise<void> {
  await records.invitations.endOfUser(userId, at)
  if (keptSignInId === undefined) await records.signIns.removeOfUser(userId)
  else await records.signIns.removeOthers(userId, keptSignInId)
}
