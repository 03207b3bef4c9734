import type { Executor } from './engine.ts'
import type { SignInTable } from './schema.ts'
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
const removeOthers = statement<{ userId: number; id: number }>()((db, p) =>
  db.deleteFrom('sign_ins').where('user_id', '=', p.userId).where('id', '!=', p.id),
)
const ofUser = statement<{ userId: number; now: number }>()((db, p) =>
  db
    .selectFrom('sign_ins')
    .selectAll()
    .where('user_id', '=', p.userId)
    .where('kind', '=', 'full')
    .where('expires_at', '>', p.now)
    .orderBy('id', 'desc'),
)
const touch = statement<{ id: number; at: number }>()((db, p) =>
  db.updateTable('sign_ins').set({ last_seen_at: p.at }).where('id', '=', p.id),
)
const removeOfUser = statement<{ userId: number }>()((db, p) =>
  db.deleteFrom('sign_ins').where('user_id', '=', p.userId),
)

export function signIns(executor: Executor) {
  return {
    async load(id: number): Promise<SignIn | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Browsers in which the user is signed in to the end, newest first. */
    async ofUser(userId: number, now: number): Promise<SignIn[]> {
      return (await executor.all(ofUser, { userId, now })).map(fromRow)
    },
    async touch(id: number, at: number): Promise<void> {
      await executor.run(touch, { id, at })
    },
    async add(signIn: NewSignIn): Promise<number> {
      return (
        (await executor.first(insert, { ...signIn, kind: signIn.kind ?? 'full' })) as { id: number }
      ).id
    },
    async remove(id: number): Promise<void> {
      await executor.run(remove, { id })
    },
    /** Wherever else the user is signed in, or about to be. */
    async removeOthers(userId: number, keptId: number): Promise<number> {
      return executor.run(removeOthers, { userId, id: keptId })
    },
    /** Wherever the user is signed in. */
    async removeOfUser(userId: number): Promise<number> {
      return executor.run(removeOfUser, { userId })
    },
  }
}

function fromRow(row: Omit<SignInTable, 'id'> & { id: number }): SignIn {
  return {
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
}
