import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** A link by which somebody sets a password, once. */
export interface Invitation {
  readonly id: number
  /** Whose password; without a user it makes the first operator. */
  readonly userId: number | undefined
  readonly secretHash: Uint8Array
  readonly createdAt: number
  readonly expiresAt: number
}

/** Of the links to the same end the newest alone is good, whoever made it on whichever node. */
const isNewest = sql<boolean>`not exists (select 1 from invitations as newer
  where coalesce(newer.user_id, 0) = coalesce(invitations.user_id, 0)
    and newer.id > invitations.id)`

const live = statement<{ id: number; at: number }>()((db, p) =>
  db
    .selectFrom('invitations')
    .selectAll()
    .where('id', '=', p.id)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', p.at)
    .where(isNewest),
)
const insert = statement<Omit<Invitation, 'id'>>()((db, p) =>
  db
    .insertInto('invitations')
    .values({
      user_id: p.userId,
      secret_hash: p.secretHash,
      created_at: p.createdAt,
      expires_at: p.expiresAt,
    })
    .returning('id'),
)
const consume = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('invitations')
    .set({ consumed_at: p.at })
    .where('id', '=', p.id)
    .where('consumed_at', 'is', null)
    .where('expires_at', '>', p.at)
    .where(isNewest),
)
const endOfUser = statement<{ userId: number; at: number }>()((db, p) =>
  db
    .updateTable('invitations')
    .set({ consumed_at: p.at })
    .where('user_id', '=', p.userId)
    .where('consumed_at', 'is', null),
)

export function invitations(executor: Executor) {
  return {
    /** `undefined` where it was used, has expired, or a newer one has taken its place. */
    async loadLive(id: number, at: number): Promise<Invitation | undefined> {
      const row = await executor.first(live, { id, at })
      return (
        row && {
          id: row.id,
          userId: row.user_id ?? undefined,
          secretHash: row.secret_hash,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
        }
      )
    },
    async add(invitation: Omit<Invitation, 'id'>): Promise<number> {
      return ((await executor.first(insert, invitation)) as { id: number }).id
    },
    /** One atomic call: of any number of callers, on any number of nodes, one is first. */
    async consume(id: number, at: number): Promise<boolean> {
      return (await executor.run(consume, { id, at })) === 1
    },
    /** A password that was set meanwhile is not to be replaced by an old link. */
    async endOfUser(userId: number, at: number): Promise<void> {
      await executor.run(endOfUser, { userId, at })
    },
  }
}
