import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

export type NoticeKind =
  | 'client'
  | 'credential'
  | 'family'
  | 'token'
  | 'signing_key'
  | 'user'
  | 'agent'
  /** `<client id> <user id>`: what the one agreed to for the other. */
  | 'consent'
  /** One open frame, by its public id. */
  | 'frame'
  | 'block'
  | 'dialect'
  | 'region'
  | 'api'

/**
 * `revoked`: what descends from the target and was issued up to `at` is dead, until `expiresAt`,
 * when nothing of it can be alive any more. `changed`: what was remembered of it is stale.
 */
export interface Notice {
  readonly id: number
  readonly topic: 'revoked' | 'changed'
  readonly kind: NoticeKind
  readonly target: string
  readonly at: number
  readonly expiresAt: number
}

const from = statement<{ first: number; limit: number }>()((db, p) =>
  db.selectFrom('notices').selectAll().where('id', '>=', p.first).orderBy('id').limit(p.limit),
)

const insert = statement<Omit<Notice, 'id'>>()((db, p) =>
  db.insertInto('notices').values({
    topic: p.topic,
    kind: p.kind,
    target: p.target,
    at: p.at,
    expires_at: p.expiresAt,
  }),
)

export function notices(executor: Executor) {
  return {
    async from(first: number, limit: number): Promise<Notice[]> {
      const rows = await executor.all(from, { first, limit })
      return rows.map((row) => ({
        id: row.id,
        topic: row.topic as Notice['topic'],
        kind: row.kind as NoticeKind,
        target: row.target,
        at: row.at,
        expiresAt: row.expires_at,
      }))
    },
    async add(notice: Omit<Notice, 'id'>): Promise<void> {
      await executor.run(insert, notice)
    },
  }
}
