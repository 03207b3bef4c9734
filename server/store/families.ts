import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { asLines, asWords, fromLines, fromWords } from './lists.ts'
import { OWNER, type Owner, ownerOf } from './owners.ts'
import type { FamilyTable } from './schema.ts'
import { statement } from './statement.ts'
import { touching } from './touch.ts'

export interface FamilyRecord {
  readonly id: number
  readonly clientRow: number
  readonly credentialId: number | undefined
  readonly userId: number | undefined
  readonly scope: readonly string[]
  readonly audience: readonly string[]
  readonly salt: Uint8Array
  /** Whether refresh tokens descend from it, one subject token, or access tokens alone. */
  readonly kind: 'refresh' | 'subject_token' | 'access'
  /** Which refresh token is live; counts from 1. */
  readonly generation: number
  readonly rotatedAt: number
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  readonly lastUsedAt: number | undefined
}

/** What a family descends from; a consent is what one user agreed to for one client. */
export type RootKind = 'client' | 'credential' | 'user' | 'consent'

type Row = Omit<FamilyTable, 'id'> & { id: number; root_revoked_at: number | null }

/**
 * When what it descends from was revoked, if that was after the family was founded. Looking that up
 * costs a few microseconds; to mark a root's families instead, of which there may be a million,
 * would stop the service for seconds.
 */
export const ROOT_REVOKED_AT = sql<number | null>`(
  select max(at) from (
    select at from revoked_roots where root = 'client ' || families.client_row
    union all
    select at from revoked_roots where root = 'credential ' || families.credential_id
    union all
    select at from revoked_roots where root = 'user ' || families.user_id
    union all
    select at from revoked_roots
    where root = 'consent ' || families.client_row || ' ' || families.user_id
  ) as roots
  where at >= families.created_at
)`

const byId = statement<{ id: number }>()((db, p) =>
  db
    .selectFrom('families')
    .selectAll()
    .select(ROOT_REVOKED_AT.as('root_revoked_at'))
    .where('id', '=', p.id),
)

/** Both in one look: whoever presents a token needs its family and the person behind it. */
const withOwner = statement<{ id: number }>()(
  (db, p) =>
    db
      .selectFrom('families')
      .leftJoin('users', 'users.id', 'families.user_id')
      .selectAll('families')
      .select([ROOT_REVOKED_AT.as('root_revoked_at'), ...OWNER])
      .where('families.id', '=', p.id),
  {
    columns: { id: 'bigint' },
    build: (db, asked) =>
      db
        .selectFrom(asked)
        .innerJoin('families', 'families.id', 'asked.id')
        .leftJoin('users', 'users.id', 'families.user_id')
        .selectAll('families')
        .select(['asked.call', ROOT_REVOKED_AT.as('root_revoked_at'), ...OWNER]),
  },
)

type Columns = Omit<
  Row,
  'id' | 'revoked_at' | 'root_revoked_at' | 'generation' | 'rotated_at' | 'last_used_at'
>

const FOUNDED = [
  'client_row',
  'credential_id',
  'user_id',
  'scope',
  'audience',
  'salt',
  'kind',
  'created_at',
  'expires_at',
] as const satisfies readonly (keyof Columns)[]

const insert = statement<Columns>()(
  (db, p) =>
    db
      .insertInto('families')
      .values({
        client_row: p.client_row,
        credential_id: p.credential_id,
        user_id: p.user_id,
        scope: p.scope,
        audience: p.audience,
        salt: p.salt,
        kind: p.kind,
        generation: 1,
        rotated_at: p.created_at,
        created_at: p.created_at,
        expires_at: p.expires_at,
      })
      .returning('id'),
  {
    columns: {
      client_row: 'bigint',
      credential_id: 'bigint',
      user_id: 'bigint',
      scope: 'text',
      audience: 'text',
      salt: 'bytea',
      kind: 'text',
      created_at: 'bigint',
      expires_at: 'bigint',
    },
    // A number is drawn for each first: what is inserted cannot say which call it was for.
    build: (db, asked) =>
      db
        .with('numbered', (rows) =>
          rows
            .selectFrom(asked)
            .select(['call', ...FOUNDED])
            .select(sql<number>`nextval(pg_get_serial_sequence('families', 'id'))`.as('id')),
        )
        .with('added', (rows) =>
          rows
            .insertInto('families')
            .columns([...FOUNDED, 'id', 'generation', 'rotated_at'])
            .expression((rows) =>
              rows
                .selectFrom('numbered')
                .select([...FOUNDED, 'id', sql.lit(1).as('generation'), 'created_at as at']),
            ),
        )
        .selectFrom('numbered')
        .select(['call', 'id']),
  },
)

const liveOfCredential = statement<{ credentialId: number; now: number; max: number }>()((db, p) =>
  db
    .selectFrom((query) =>
      query
        .selectFrom('families')
        .select('id')
        .where('credential_id', '=', p.credentialId)
        .where('revoked_at', 'is', null)
        .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', p.now)]))
        .where(ROOT_REVOKED_AT, 'is', null)
        .limit(p.max)
        .as('some'),
    )
    .select(sql<number>`cast(count(*) as bigint)`.as('total')),
)

const advance = statement<{
  id: number
  before: number
  after: number
  at: number
  ends_at: number | null
}>()(
  (db, p) =>
    db
      .updateTable('families')
      .set({ generation: p.after, rotated_at: p.at, expires_at: p.ends_at })
      .where('id', '=', p.id)
      .where('generation', '=', p.before)
      .where('revoked_at', 'is', null)
      .where(ROOT_REVOKED_AT, 'is', null),
  {
    columns: {
      id: 'bigint',
      before: 'integer',
      after: 'integer',
      at: 'bigint',
      ends_at: 'bigint',
    },
    build: (db, asked) =>
      db
        .updateTable('families')
        .from(asked)
        .set((e) => ({
          generation: e.ref('asked.after'),
          rotated_at: e.ref('asked.at'),
          expires_at: e.ref('asked.ends_at'),
        }))
        .whereRef('families.id', '=', 'asked.id')
        .whereRef('families.generation', '=', 'asked.before')
        .where('families.revoked_at', 'is', null)
        .where(ROOT_REVOKED_AT, 'is', null)
        .returning('asked.call'),
  },
)

const touch = touching('families')

const revoke = statement<{ id: number; at: number }>()(
  (db, p) =>
    db
      .updateTable('families')
      .set({ revoked_at: p.at })
      .where('id', '=', p.id)
      .where('revoked_at', 'is', null),
  {
    columns: { id: 'bigint', at: 'bigint' },
    build: (db, asked) =>
      db
        .updateTable('families')
        .from(asked)
        .set((e) => ({ revoked_at: e.ref('asked.at') }))
        .whereRef('families.id', '=', 'asked.id')
        .where('families.revoked_at', 'is', null)
        .returning('asked.call'),
  },
)

/** Of one root the latest revocation counts: it ends whatever the earlier ones did. */
const revokeRoot = statement<{ root: string; at: number }>()((db, p) =>
  db
    .insertInto('revoked_roots')
    .values({ root: p.root, at: p.at })
    .onConflict((c) =>
      c.column('root').doUpdateSet({ at: p.at }).where('revoked_roots.at', '<', p.at),
    ),
)

export function families(executor: Executor) {
  return {
    async load(id: number): Promise<FamilyRecord | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** `owner` is absent where nobody stands behind it, or nobody who is still there. */
    async loadWithOwner(
      id: number,
    ): Promise<{ family: FamilyRecord; owner: Owner | undefined } | undefined> {
      const row = await executor.first(withOwner, { id })
      return row && { family: fromRow(row), owner: ownerOf(row) }
    },
    /** How many live ones came of a credential; counts no further than `max`. */
    async countOfCredential(credentialId: number, now: number, max: number): Promise<number> {
      return (await executor.first(liveOfCredential, { credentialId, now, max }))?.total ?? 0
    },
    async add(
      family: Omit<FamilyRecord, 'id' | 'generation' | 'rotatedAt' | 'revokedAt' | 'lastUsedAt'>,
    ): Promise<number> {
      const row = await executor.first(insert, {
        client_row: family.clientRow,
        credential_id: family.credentialId ?? null,
        user_id: family.userId ?? null,
        scope: asWords(family.scope),
        audience: asLines(family.audience),
        salt: family.salt,
        kind: family.kind,
        created_at: family.createdAt,
        expires_at: family.expiresAt ?? null,
      })
      return (row as { id: number }).id
    },
    /** Moves the live generation on by one, for exactly one caller. */
    async advance(
      id: number,
      from: number,
      at: number,
      expiresAt: number | undefined,
    ): Promise<boolean> {
      const asked = { id, before: from, after: from + 1, at, ends_at: expiresAt ?? null }
      return (await executor.run(advance, asked)) === 1
    },
    /** Something of them was used at this instant. */
    touch(ids: readonly number[], at: number): Promise<void> {
      return touch(executor, ids, at)
    },
    async revoke(id: number, at: number): Promise<boolean> {
      return (await executor.run(revoke, { id, at })) === 1
    },
    /** All that descend from one and were founded up to this instant, however many they are. */
    async revokeAll(kind: RootKind, id: number | string, at: number): Promise<void> {
      await executor.run(revokeRoot, { root: `${kind} ${id}`, at })
    },
  }
}

function fromRow(row: Row): FamilyRecord {
  return {
    id: row.id,
    clientRow: row.client_row,
    credentialId: row.credential_id ?? undefined,
    userId: row.user_id ?? undefined,
    scope: fromWords(row.scope),
    audience: fromLines(row.audience),
    salt: row.salt,
    kind: row.kind as FamilyRecord['kind'],
    generation: row.generation,
    rotatedAt: row.rotated_at,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? row.root_revoked_at ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
  }
}
