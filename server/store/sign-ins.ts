import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** A browser in which somebody has signed in. */
export interface SignIn {
  readonly id: number
  readonly userId: number
  readonly secretHash: Uint8Array
  readonly createdAt: number
  readonly expiresAt: number
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('sign_ins').selectAll().where('id', '=', p.id),
)
const insert = statement<Omit<SignIn, 'id'>>()((db, p) =>
  db
    .insertInto('sign_ins')
    .values({
      user_id: p.userId,
      secret_hash: p.secretHash,
      created_at: p.createdAt,
      expires_at: p.expiresAt,
    })
    .returning('id'),
)
const remove = statement<{ id: number }>()((db, p) =>
  db.deleteFrom('sign_ins').where('id', '=', p.id),
)
const removeOfUser = statement<{ userId: number }>()((db, p) =>
  db.deleteFrom('sign_ins').where('user_id', '=', p.userId),
)

export function signIns(executor: Executor) {
  return {
    async load(id: number): Promise<SignIn | undefined> {
      const row = await executor.first(byId, { id })
      return (
        row && {
          id: row.id,
          userId: row.user_id,
          secretHash: row.secret_hash,
          createdAt: row.created_at,
          expiresAt: row.expires_at,
        }
      )
    },
    async add(signIn: Omit<SignIn, 'id'>): Promise<number> {
      return ((await executor.first(insert, signIn)) as { id: number }).id
    },
    async remove(id: number): Promise<void> {
      await executor.run(remove, { id })
    },
    /** Wherever the user is signed in. */
    async removeOfUser(userId: number): Promise<number> {
      return executor.run(removeOfUser, { userId })
    },
  }
}
