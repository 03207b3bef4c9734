import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { asLines, asWords, fromLines, fromWords } from './lists.ts'
import { OWNER, type Owner, ownerOf } from './owners.ts'
import type { CodeTable } from './schema.ts'
import { statement } from './statement.ts'

export interface AuthorizationCode {
  readonly id: number
  readonly secretHash: Uint8Array
  readonly clientRow: number
  readonly userId: number
  readonly scope: readonly string[]
  readonly audience: readonly string[]
  readonly redirectUri: string
  /** Whether the authorization request named it; then the exchange must repeat it. */
  readonly isRedirectUriNamed: boolean
  readonly codeChallenge: string | undefined
  readonly createdAt: number
  readonly expiresAt: number
}

export interface StoredCode extends AuthorizationCode {
  readonly consumedAt: number | undefined
  /** The user, where still there. */
  readonly owner: Owner | undefined
}

/**
 * `first` for exactly one caller ever, of a code that nothing has ended; `replayed` names the
 * family that came of the first use.
 */
export type Consumption =
  | { readonly outcome: 'first' }
  | { readonly outcome: 'replayed'; readonly familyId: number | undefined }

type Row = Omit<CodeTable, 'id'> & { id: number }

const byId = statement<{ id: number }>()(
  (db, p) =>
    db
      .selectFrom('codes')
      .leftJoin('users', 'users.id', 'codes.user_id')
      .selectAll('codes')
      .select(OWNER)
      .where('codes.id', '=', p.id),
  {
    columns: { id: 'bigint' },
    build: (db, asked) =>
      db
        .selectFrom(asked)
        .innerJoin('codes', 'codes.id', 'asked.id')
        .leftJoin('users', 'users.id', 'codes.user_id')
        .selectAll('codes')
        .select(['asked.call', ...OWNER]),
  },
)

type Columns = Omit<Row, 'id' | 'consumed_at' | 'family_id'>

const insert = statement<Columns>()((db, p) =>
  db
    .insertInto('codes')
    .values({
      secret_hash: p.secret_hash,
      client_row: p.client_row,
      user_id: p.user_id,
      scope: p.scope,
      audience: p.audience,
      redirect_uri: p.redirect_uri,
      is_redirect_uri_named: p.is_redirect_uri_named,
      code_challenge: p.code_challenge,
      expires_at: p.expires_at,
      created_at: p.created_at,
    })
    .returning('id'),
)

/** Neither its user nor its client was revoked, nor the consent taken back, since it was made. */
const STANDS = sql<boolean>`not exists (
  select 1 from revoked_roots
  where at >= codes.created_at and root in (
    'client ' || codes.client_row,
    'user ' || codes.user_id,
    'consent ' || codes.client_row || ' ' || codes.user_id
  )
)`

const consume = statement<{ id: number; at: number }>()(
  (db, p) =>
    db
      .updateTable('codes')
      .set({ consumed_at: p.at })
      .where('id', '=', p.id)
      .where('consumed_at', 'is', null)
      .where(STANDS),
  {
    columns: { id: 'bigint', at: 'bigint' },
    build: (db, asked) =>
      db
        .updateTable('codes')
        .from(asked)
        .set((e) => ({ consumed_at: e.ref('asked.at') }))
        .whereRef('codes.id', '=', 'asked.id')
        .where('codes.consumed_at', 'is', null)
        .where(STANDS)
        .returning('asked.call'),
  },
)

const setFamily = statement<{ id: number; family_id: number }>()(
  (db, p) => db.updateTable('codes').set({ family_id: p.family_id }).where('id', '=', p.id),
  {
    columns: { id: 'bigint', family_id: 'bigint' },
    build: (db, asked) =>
      db
        .updateTable('codes')
        .from(asked)
        .set((e) => ({ family_id: e.ref('asked.family_id') }))
        .whereRef('codes.id', '=', 'asked.id')
        .returning('asked.call'),
  },
)

const familyOf = statement<{ id: number }>()((db, p) =>
  db.selectFrom('codes').select('family_id').where('id', '=', p.id),
)

export function codes(executor: Executor) {
  return {
    async load(id: number): Promise<StoredCode | undefined> {
      const row = await executor.first(byId, { id })
      return row && { ...fromRow(row), owner: ownerOf(row) }
    },
    async add(code: Omit<AuthorizationCode, 'id'>): Promise<number> {
      const row = await executor.first(insert, {
        secret_hash: code.secretHash,
        client_row: code.clientRow,
        user_id: code.userId,
        scope: asWords(code.scope),
        audience: asLines(code.audience),
        redirect_uri: code.redirectUri,
        is_redirect_uri_named: Number(code.isRedirectUriNamed),
        code_challenge: code.codeChallenge ?? null,
        expires_at: code.expiresAt,
        created_at: code.createdAt,
      })
      return (row as { id: number }).id
    },
    /** One atomic call: of any number of callers, on any number of nodes, one is first. */
    async consume(id: number, at: number): Promise<Consumption> {
      if ((await executor.run(consume, { id, at })) === 1) return { outcome: 'first' }
      const row = await executor.first(familyOf, { id })
      return { outcome: 'replayed', familyId: row?.family_id ?? undefined }
    },
    /** Remembers what came of the code, so that a replay can end it. */
    async setFamily(id: number, familyId: number): Promise<void> {
      await executor.run(setFamily, { id, family_id: familyId })
    },
  }
}

function fromRow(row: Row): Omit<StoredCode, 'owner'> {
  return {
    id: row.id,
    secretHash: row.secret_hash,
    clientRow: row.client_row,
    userId: row.user_id,
    scope: fromWords(row.scope),
    audience: fromLines(row.audience),
    redirectUri: row.redirect_uri,
    isRedirectUriNamed: row.is_redirect_uri_named === 1,
    codeChallenge: row.code_challenge ?? undefined,
    createdAt: row.created_at,
    expiresAt: row.expires_at,
    consumedAt: row.consumed_at ?? undefined,
  }
}
