import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** A browser in which somebody has signed in. */
export interface SignIn {
  readonly id: number
  readonly userId: number
  readonly secretHash: Uint8Array
  readonly createdAt: number
  readonly expiresAt: number
  /** `pending` while the second factor is missing. */
  readonly kind: 'full' | 'pending'
  /** How: `password`, `passkey`, `totp` … */
  readonly method: string | undefined
  readonly ip: string | undefined
  readonly userAgent: string | undefined
  readonly lastSeenAt: number | undefined
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('sign_ins').selectAll().where('id', '=', p.id),
)
type NewSignIn = Pick<SignIn, 'userId' | 'secretHash' | 'createdAt' | 'expiresAt'> &
  Partial<Pick<SignIn, 'kind' | 'method' | 'ip' | 'userAgent'>>

const insert = statement<NewSignIn & { kind: string }>()((db, p) =>
  db
    .insertInto('sign_ins')
    .values({
      user_id: p.userId,
      secret_hash: p.secretHash,
      created_at: p.createdAt,
      expires_at: p.expiresAt,
      kind: p.kind,
      method: p.method,
      ip: p.ip,
      user_agent: p.userAgent,
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
          kind: row.kind === 'pending' ? 'pending' : 'full',
          method: row.method ?? undefined,
          ip: row.ip ?? undefined,
          userAgent: row.user_agent ?? undefined,
          lastSeenAt: row.last_seen_at ?? undefined,
        }
      )
    },
    async add(signIn: NewSignIn): Promise<number> {
      return (
        (await executor.first(insert, { ...signIn, kind: signIn.kind ?? 'full' })) as { id: number }
      ).id
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
