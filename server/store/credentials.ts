import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { asWords, fromWords } from './lists.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import type { CredentialTable } from './schema.ts'
import { statement } from './statement.ts'
import { touching } from './touch.ts'

export type CredentialKind = 'client_secret' | 'api_key' | 'management_key'

export interface Credential {
  readonly id: number
  /** The client's row; `undefined` for a management key. */
  readonly clientRow: number | undefined
  readonly kind: CredentialKind
  /** What operators call a management key. */
  readonly name: string | undefined
  readonly secretHash: Uint8Array
  readonly lastFour: string
  readonly createdAt: number
  readonly expiresAt: number | undefined
  readonly revokedAt: number | undefined
  /** `user:<public id>`, `key:<id>` or `cli`. */
  readonly createdBy: string | undefined
  readonly lastUsedAt: number | undefined
  /** Of a management key: what it may do, and for whom; `undefined` for the whole platform. */
  readonly permissions: readonly string[]
  readonly organizationId: number | undefined
}

type Row = Omit<CredentialTable, 'id'> & { id: number }

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('credentials').selectAll().where('id', '=', p.id),
)

const byIds = statement<Keys<number>>()((db, p) =>
  db.selectFrom('credentials').selectAll().where('id', 'in', keySlots(p)),
)

const ofClient = statement<{ clientRow: number }>()((db, p) =>
  db.selectFrom('credentials').selectAll().where('client_row', '=', p.clientRow).orderBy('id'),
)

const ofClients = statement<Keys<number>>()((db, p) =>
  db.selectFrom('credentials').selectAll().where('client_row', 'in', keySlots(p)).orderBy('id'),
)

const byHash = statement<{ secretHash: Uint8Array }>()((db, p) =>
  db.selectFrom('credentials').selectAll().where('secret_hash', '=', p.secretHash),
)

type KeysOf = { organizationId: number | undefined; before: number; limit: number }

const managementKeys = statement<KeysOf>()((db, p) =>
  db
    .selectFrom('credentials')
    .selectAll()
    // Only they have no client, and the index on clients finds them among a million others.
    .where('client_row', 'is', null)
    .where('kind', '=', 'management_key')
    .where(
      sql<boolean>`coalesce(organization_id, 0)
        = coalesce(${p.organizationId}, organization_id, 0)`,
    )
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)

type Columns = Omit<Row, 'id' | 'revoked_at' | 'last_four' | 'last_used_at'>

const insert = statement<Columns>()((db, p) =>
  db
    .insertInto('credentials')
    .values({
      client_row: p.client_row,
      kind: p.kind,
      name: p.name,
      secret_hash: p.secret_hash,
      last_four: '',
      created_at: p.created_at,
      expires_at: p.expires_at,
      created_by: p.created_by,
      permissions: p.permissions,
      organization_id: p.organization_id,
    })
    .returning('id'),
)

const setLastFour = statement<{ id: number; lastFour: string }>()((db, p) =>
  db.updateTable('credentials').set({ last_four: p.lastFour }).where('id', '=', p.id),
)

const expire = statement<{ id: number; at: number | undefined }>()((db, p) =>
  db
    .updateTable('credentials')
    .set({ expires_at: p.at ?? null })
    .where('id', '=', p.id),
)

const revoke = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('credentials')
    .set({ revoked_at: p.at })
    .where('id', '=', p.id)
    .where('revoked_at', 'is', null),
)

const touch = touching('credentials')

type NewCredentialRecord = Pick<
  Credential,
  'clientRow' | 'kind' | 'secretHash' | 'createdAt' | 'expiresAt'
> &
  Partial<Pick<Credential, 'name' | 'createdBy' | 'permissions' | 'organizationId'>>

/** Several may be live at once, each with its own end: rotation without downtime. */
export function credentials(executor: Executor) {
  return {
    async load(id: number): Promise<Credential | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Those that are there, in no order. */
    async loadAll(ids: readonly number[]): Promise<Credential[]> {
      const rows: Row[] = []
      for (const keys of keyGroups(ids)) rows.push(...(await executor.all(byIds, keys)))
      return rows.map(fromRow)
    },
    async ofClient(clientRow: number): Promise<Credential[]> {
      return (await executor.all(ofClient, { clientRow })).map(fromRow)
    },
    async ofClients(clientRows: readonly number[]): Promise<Credential[]> {
      const rows: Row[] = []
      const [clientRow = 0] = clientRows
      if (clientRows.length === 1) rows.push(...(await executor.all(ofClient, { clientRow })))
      else
        for (const keys of keyGroups(clientRows))
          rows.push(...(await executor.all(ofClients, keys)))
      return rows.map(fromRow)
    },
    /** Whose a leaked secret is. */
    async findByHash(secretHash: Uint8Array): Promise<Credential | undefined> {
      const row = await executor.first(byHash, { secretHash })
      return row && fromRow(row)
    },
    /** Newest first, of one organization or of all; `before` is the last id of the page before. */
    async managementKeys(
      organizationId: number | undefined,
      before: number,
      limit: number,
    ): Promise<Credential[]> {
      return (await executor.all(managementKeys, { organizationId, before, limit })).map(fromRow)
    },
    async add(credential: NewCredentialRecord): Promise<number> {
      const row = await executor.first(insert, {
        client_row: credential.clientRow ?? null,
        kind: credential.kind,
        name: credential.name ?? null,
        secret_hash: credential.secretHash,
        created_at: credential.createdAt,
        expires_at: credential.expiresAt ?? null,
        created_by: credential.createdBy ?? null,
        permissions: asWords(credential.permissions ?? []),
        organization_id: credential.organizationId ?? null,
      })
      return (row as { id: number }).id
    },
    /** What lists show of it; it ends in check digits, which need the row's id. */
    async setLastFour(id: number, lastFour: string): Promise<void> {
      await executor.run(setLastFour, { id, lastFour })
    },
    /** They were used at this instant. */
    touch(ids: readonly number[], at: number): Promise<void> {
      return touch(executor, ids, at)
    },
    /** Without an instant it has no end any more. */
    async expire(id: number, at: number | undefined): Promise<boolean> {
      return (await executor.run(expire, { id, at })) === 1
    },
    async revoke(id: number, at: number): Promise<boolean> {
      return (await executor.run(revoke, { id, at })) === 1
    },
  }
}

function fromRow(row: Row): Credential {
  return {
    id: row.id,
    clientRow: row.client_row ?? undefined,
    kind: row.kind as CredentialKind,
    name: row.name ?? undefined,
    secretHash: row.secret_hash,
    lastFour: row.last_four,
    createdAt: row.created_at,
    expiresAt: row.expires_at ?? undefined,
    revokedAt: row.revoked_at ?? undefined,
    createdBy: row.created_by ?? undefined,
    lastUsedAt: row.last_used_at ?? undefined,
    permissions: fromWords(row.permissions),
    organizationId: row.organization_id ?? undefined,
  }
}
