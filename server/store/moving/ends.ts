import { passSteps } from './factors.ts'
import type { Db } from './place.ts'

/** How much of it ended. */
export interface Ended {
  readonly signing_keys: number
  /** Refresh tokens and subject tokens, with everything that descends from each. */
  readonly families: number
  readonly codes: number
  /** Of browsers, those that waited for a second factor among them. */
  readonly sign_ins: number
  /** Of agents in other sites’ pages. */
  readonly frames: number
  /** Links by which somebody would have set a password. */
  readonly invitations: number
  readonly rooms: number
  /** Texts that waited: after the backup they may have been sent, and a text is sent once. */
  readonly texts: number
}

/**
 * A store that was turned back knows nothing of what was revoked, rotated or used up since, so
 * everything that could have been ends. Without the keys no token that they signed is believed
 * anywhere, at offline verifiers neither; the first start makes new ones. Revocations are kept.
 */
export async function endEverything(db: Db, at: number): Promise<Ended> {
  const keys = await db.deleteFrom('signing_keys').executeTakeFirst()
  const families = await db
    .updateTable('families')
    .set({ revoked_at: at })
    .where('revoked_at', 'is', null)
    .executeTakeFirst()
  const frames = await db
    .updateTable('frames')
    .set({ ended_at: at, end_reason: 'revoked' })
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  // How much of each was used since is not known.
  await db.updateTable('leases').set({ closed_at: at }).where('closed_at', 'is', null).execute()
  const codes = await db
    .updateTable('codes')
    .set({ consumed_at: at })
    .where('consumed_at', 'is', null)
    .executeTakeFirst()
  const signIns = await db.deleteFrom('sign_ins').executeTakeFirst()
  await db.deleteFrom('ceremonies').execute()
  const invitations = await db
    .updateTable('invitations')
    .set({ consumed_at: at })
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', at)
    .executeTakeFirst()
  await passSteps(db, at)
  const rooms = await db
    .updateTable('rooms')
    .set({ finished_at: at })
    .where('finished_at', 'is', null)
    .executeTakeFirst()
  await db.updateTable('seats').set({ left_at: at }).where('left_at', 'is', null).execute()
  // Gone rather than marked as sent, which may not be true. None can be added: its room is over.
  // What had failed stays on record; an operator who tries it again is told that its room is over.
  const texts = await db
    .deleteFrom('outbox')
    .where('state', 'in', ['waiting', 'sending'])
    .executeTakeFirst()
  return {
    signing_keys: Number(keys.numDeletedRows),
    families: Number(families.numUpdatedRows),
    frames: Number(frames.numUpdatedRows),
    codes: Number(codes.numUpdatedRows),
    sign_ins: Number(signIns.numDeletedRows),
    invitations: Number(invitations.numUpdatedRows),
    rooms: Number(rooms.numUpdatedRows),
    texts: Number(texts.numDeletedRows),
  }
}
