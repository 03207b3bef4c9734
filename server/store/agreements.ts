import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { ROOT_REVOKED_AT } from './families.ts'
import { fromWords } from './lists.ts'
import { statement } from './statement.ts'

/**
 * What a user agreed to and what is still in force of it: families alike in client, scope and kind,
 * told as one.
 */
export interface Agreement {
  readonly clientRow: number
  readonly clientId: string
  readonly clientName: string
  readonly dialect: string
  /** The client's own lifetime of access tokens, where it has one. */
  readonly accessTokenLifetimeSec: number | undefined
  readonly kind: 'refresh' | 'subject_token' | 'access'
  readonly scope: readonly string[]
  readonly firstAt: number
  readonly lastAt: number
  readonly lastUsedAt: number | undefined
  /** Undefined where one of them has no end. */
  readonly expiresAt: number | undefined
}

const ofUser = statement<{ userId: number; now: number }>()((db, p) =>
  db
    .selectFrom('families')
    .innerJoin('clients', 'clients.id', 'families.client_row')
    .select([
      'families.client_row',
      'families.scope',
      'families.kind',
      'clients.client_id',
      'clients.name',
      'clients.dialect',
      'clients.access_token_lifetime_sec',
    ])
    .select((e) => [
      e.fn.min<number>('families.created_at').as('first_at'),
      e.fn.max<number>('families.created_at').as('last_at'),
      e.fn.max<number | null>('families.last_used_at').as('last_used_at'),
      e.fn.max<number | null>('families.expires_at').as('expires_at'),
      sql<number>`max(case when families.expires_at is null then 1 else 0 end)`.as('is_endless'),
    ])
    .where('families.user_id', '=', p.userId)
    .where('families.revoked_at', 'is', null)
    .where((e) =>
      e.or([e('families.expires_at', 'is', null), e('families.expires_at', '>', p.now)]),
    )
    .where(ROOT_REVOKED_AT, 'is', null)
    .where('clients.deleted_at', 'is', null)
    .groupBy([
      'families.client_row',
      'families.scope',
      'families.kind',
      'clients.client_id',
      'clients.name',
      'clients.dialect',
      'clients.access_token_lifetime_sec',
    ])
    .orderBy('last_at', 'desc'),
)

export function agreements(executor: Executor) {
  return {
    async ofUser(userId: number, now: number): Promise<Agreement[]> {
      const rows = await executor.all(ofUser, { userId, now })
      return rows.map((row) => ({
        clientRow: row.client_row,
        clientId: row.client_id,
        clientName: row.name,
        dialect: row.dialect,
        accessTokenLifetimeSec: row.access_token_lifetime_sec ?? undefined,
        kind: row.kind as Agreement['kind'],
        scope: fromWords(row.scope),
        firstAt: row.first_at,
        lastAt: row.last_at,
        lastUsedAt: row.last_used_at ?? undefined,
        expiresAt: row.is_endless === 1 ? undefined : (row.expires_at ?? undefined),
      }))
    },
  }
}
