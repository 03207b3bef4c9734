import { sql } from 'kysely'
import type { Subject } from '../protocol/client.ts'
import type { Executor } from './engine.ts'
import { asLines, asWords, fromLines, fromWords } from './lists.ts'
import { type Keys, keyGroups, keySlots, TOUCHED_TOGETHER } from './many.ts'
import type { FamilyTable } from './schema.ts'
import { statement } from './statement.ts'

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

/** The resource owner that a family speaks for. */
export interface Owner extends Subject {
  readonly isEnabled: boolean
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
const withOwner = statement<{ id: number }>()((db, p) =>
  db
    .selectFrom('families')
    .leftJoin('users', 'users.id', 'families.user_id')
    .selectAll('families')
    .select([
      ROOT_REVOKED_AT.as('root_revoked_at'),
      'users.id as owner_id',
      'users.public_id as owner_public_id',
      'users.organization_id as owner_organization_id',
      'users.email as owner_email',
      'users.name as owner_name',
      'users.roles as owner_roles',
      'users.is_enabled as owner_is_enabled',
    ])
    .where('families.id', '=', p.id),
)

interface OwnerRow {
  readonly owner_id: number | null
  readonly owner_public_id: string | null
  readonly owner_organization_id: number | null
  readonly owner_email: string | null
  readonly owner_name: string | null
  readonly owner_roles: string | null
  readonly owner_is_enabled: number | null
}

type Columns = Omit<
  Row,
  'id' | 'revoked_at' | 'root_revoked_at' | 'generation' | 'rotated_at' | 'last_used_at'
>

const insert = statement<Columns>()((db, p) =>
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
  from: number
  to: number
  at: number
  end: number | null
}>()((db, p) =>
  db
    .updateTable('families')
    .set({ generation: p.to, rotated_at: p.at, expires_at: p.end })
    .where('id', '=', p.id)
    .where('generation', '=', p.from)
    .where('revoked_at', 'is', null)
    .where(ROOT_REVOKED_AT, 'is', null),
)

/** Never back: what another node or an earlier window noted later stays. */
const touch = statement<Keys<number> & { at: number }>()((db, p) =>
  db
    .updateTable('families')
    .set({ last_used_at: p.at })
    .where('id', 'in', keySlots(p, TOUCHED_TOGETHER))
    .where((e) => e.or([e('last_used_at', 'is', null), e('last_used_at', '<', p.at)])),
)

const revoke = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('families')
    .set({ revoked_at: p.at })
    .where('id', '=', p.id)
    .where('revoked_at', 'is', null),
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
      const end = expiresAt ?? null
      return (await executor.run(advance, { id, from, to: from + 1, at, end })) === 1
    },
    /** Something of them was used at this instant. */
    async touch(ids: readonly number[], at: number): Promise<void> {
      for (const keys of keyGroups(ids, TOUCHED_TOGETHER)) {
        await executor.run(touch, { ...keys, at })
      }
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

/** The columns of a user that is not there are all null. */
function ownerOf(row: OwnerRow): Owner | undefined {
  if (row.owner_id === null) return undefined
  return {
    id: row.owner_id,
    publicId: row.owner_public_id ?? '',
    organizationId: row.owner_organization_id ?? 0,
    email: row.owner_email ?? '',
    name: row.owner_name ?? '',
    roles: fromWords(row.owner_roles ?? ''),
    isEnabled: row.owner_is_enabled === 1,
  }
}
