import type { Executor } from './engine.ts'
import type { NoticeTable } from './schema.ts'
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

export type NewNotice = Omit<Notice, 'id'>

const from = statement<{ first: number; limit: number }>()((db, p) =>
  db.selectFrom('notices').selectAll().where('id', '>=', p.first).orderBy('id').limit(p.limit),
)

type Columns = Omit<NoticeTable, 'id'>

const insert = statement<Columns>()(
  (db, p) =>
    db.insertInto('notices').values({
      topic: p.topic,
      kind: p.kind,
      target: p.target,
      at: p.at,
      expires_at: p.expires_at,
    }),
  {
    columns: { topic: 'text', kind: 'text', target: 'text', at: 'bigint', expires_at: 'bigint' },
    build: (db, asked) =>
      db
        .with('added', (rows) =>
          rows
            .insertInto('notices')
            .columns(['topic', 'kind', 'target', 'at', 'expires_at'])
            .expression((rows) =>
              rows
                .selectFrom(asked)
                .select(['topic', 'kind', 'target', 'at', 'expires_at'])
                .orderBy('call'),
            ),
        )
        .selectFrom(asked)
        .select('call'),
  },
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
    async add({ topic, kind, target, at, expiresAt }: NewNotice): Promise<void> {
      await executor.run(insert, { topic, kind, target, at, expires_at: expiresAt })
    },
  }
}
