import { sql } from 'kysely'
import type { Client } from '../protocol/client.ts'
import { isLike, type OwnFilter, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import { asLines, asWords, fromLines, fromWords } from './lists.ts'
import { type Keys, keyGroups, keySlots, NO_KEYS } from './many.ts'
import type { ClientTable } from './schema.ts'
import { statement } from './statement.ts'
import { readNewest } from './stretches.ts'

type ClientRow = Omit<ClientTable, 'id'> & { id: number }

type Limits = Pick<Client, 'allowedIps' | 'allowedOrigins' | 'allowedAgents' | 'isListed'>

export interface NewClient extends Omit<Client, 'id' | keyof Limits>, Partial<Limits> {
  readonly createdBy?: string
  readonly at: number
}

export interface ClientChange extends Limits {
  readonly id: number
  readonly name: string
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly redirectUris: readonly string[]
  readonly accessTokenLifetimeSec: number | undefined
  readonly isEnabled: boolean
  readonly at: number
}

export interface ClientSummary extends Client {
  readonly createdAt: number
  readonly updatedAt: number
  /** `user:<public id>`, `key:<id>` or `cli`. */
  readonly createdBy: string | undefined
}

const byClientId = statement<{ clientId: string }>()((db, p) =>
  db
    .selectFrom('clients')
    .selectAll()
    .where('client_id', '=', p.clientId)
    .where('deleted_at', 'is', null),
)

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('clients').selectAll().where('id', '=', p.id).where('deleted_at', 'is', null),
)

const byClientIds = statement<Keys<string>>()((db, p) =>
  db
    .selectFrom('clients')
    .selectAll()
    .where('client_id', 'in', keySlots(p))
    .where('deleted_at', 'is', null),
)

const byIds = statement<Keys<number>>()((db, p) =>
  db
    .selectFrom('clients')
    .selectAll()
    .where('id', 'in', keySlots(p))
    .where('deleted_at', 'is', null),
)

const byCredentials = statement<Keys<number>>()((db, p) =>
  db
    .selectFrom('clients')
    .selectAll()
    .where('id', 'in', (e) =>
      e.selectFrom('credentials').select('client_row').where('id', 'in', keySlots(p)),
    )
    .where('deleted_at', 'is', null),
)

export interface ClientFilter extends OwnFilter {
  /** Up to as many as a statement takes keys; none for all. */
  readonly dialects?: readonly string[] | undefined
  readonly isEnabled?: boolean | undefined
}

type PageOf = Keys<string> & {
  organizationId: number | undefined
  isOfAnyDialect: number
  pattern: string
  isEnabled: number | undefined
  from: number
  before: number
  limit: number
}

/** Walks the primary key, or the index on organizations, from the newest down. */
const pageWithin = (isOfOne: boolean) =>
  statement<PageOf>()((db, p) =>
    db
      .selectFrom('clients')
      .selectAll()
      .$if(isOfOne, (rows) => rows.where(sql<boolean>`organization_id = ${p.organizationId}`))
      .where('id', '>=', p.from)
      .where('id', '<', p.before)
      .where('deleted_at', 'is', null)
      .where(sql<boolean>`is_enabled = coalesce(${p.isEnabled}, is_enabled)`)
      .where((e) => e.or([sql<boolean>`${p.isOfAnyDialect} = 1`, e('dialect', 'in', keySlots(p))]))
      .where((e) =>
        e.or([isLike(sql.ref('name'), p.pattern), isLike(sql.ref('client_id'), p.pattern)]),
      )
      .orderBy('id', 'desc')
      .limit(p.limit),
  )
const newestId = statement<Record<never, never>>()((db) =>
  db.selectFrom('clients').select((e) => e.fn.max('id').as('id')),
)
const page = pageWithin(false)
const pageOfOrganization = pageWithin(true)

type Columns = Omit<ClientRow, 'id' | 'deleted_at'>

const insert = statement<Columns>()((db, p) =>
  db
    .insertInto('clients')
    .values({
      client_id: p.client_id,
      organization_id: p.organization_id,
      dialect: p.dialect,
      name: p.name,
      is_public: p.is_public,
      is_enabled: p.is_enabled,
      scopes: p.scopes,
      audiences: p.audiences,
      redirect_uris: p.redirect_uris,
      access_token_lifetime_sec: p.access_token_lifetime_sec,
      created_at: p.created_at,
      updated_at: p.updated_at,
      created_by: p.created_by,
      allowed_ips: p.allowed_ips,
      allowed_origins: p.allowed_origins,
      allowed_agents: p.allowed_agents,
      is_listed: p.is_listed,
    })
    .returning('id'),
)

type Changed = Pick<
  ClientRow,
  | 'id'
  | 'name'
  | 'scopes'
  | 'audiences'
  | 'redirect_uris'
  | 'access_token_lifetime_sec'
  | 'is_enabled'
  | 'allowed_ips'
  | 'allowed_origins'
  | 'allowed_agents'
  | 'is_listed'
  | 'updated_at'
>

const update = statement<Changed>()((db, p) =>
  db
    .updateTable('clients')
    .set({
      name: p.name,
      scopes: p.scopes,
      audiences: p.audiences,
      redirect_uris: p.redirect_uris,
      access_token_lifetime_sec: p.access_token_lifetime_sec,
      is_enabled: p.is_enabled,
      allowed_ips: p.allowed_ips,
      allowed_origins: p.allowed_origins,
      allowed_agents: p.allowed_agents,
      is_listed: p.is_listed,
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

const hold = statement<{ id: number }>()((db, p) =>
  db
    .updateTable('clients')
    .set((e) => ({ updated_at: e.ref('updated_at') }))
    .where('id', '=', p.id),
)

const remove = statement<{ id: number; at: number }>()((db, p) =>
  db
    .updateTable('clients')
    .set({ deleted_at: p.at, is_enabled: 0 })
    .where('id', '=', p.id)
    .where('deleted_at', 'is', null),
)

export function clients(executor: Executor) {
  return {
    async load(clientId: string): Promise<ClientSummary | undefined> {
      const row = await executor.first(byClientId, { clientId })
      return row && fromRow(row)
    },
    async loadById(id: number): Promise<ClientSummary | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Those that are there, in no order. */
    async loadAll(clientIds: readonly string[]): Promise<ClientSummary[]> {
      const rows: ClientRow[] = []
      const [clientId = ''] = clientIds
      if (clientIds.length === 1) rows.push(...(await executor.all(byClientId, { clientId })))
      else
        for (const keys of keyGroups(clientIds))
          rows.push(...(await executor.all(byClientIds, keys)))
      return rows.map(fromRow)
    },
    async loadAllById(ids: readonly number[]): Promise<ClientSummary[]> {
      const rows: ClientRow[] = []
      const [id = 0] = ids
      if (ids.length === 1) rows.push(...(await executor.all(byId, { id })))
      else for (const keys of keyGroups(ids)) rows.push(...(await executor.all(byIds, keys)))
      return rows.map(fromRow)
    },
    /** Whose these credentials are, in no order. */
    async loadAllByCredential(credentialIds: readonly number[]): Promise<ClientSummary[]> {
      const rows: ClientRow[] = []
      for (const keys of keyGroups(credentialIds))
        rows.push(...(await executor.all(byCredentials, keys)))
      return rows.map(fromRow)
    },
    /** Newest first; `before` is the last id of the page before. */
    async page(filter: ClientFilter, before: number, limit: number): Promise<ClientSummary[]> {
      const { organizationId, dialects = [], text = '', isEnabled } = filter
      const [names = NO_KEYS, ...more] = keyGroups(dialects)
      if (more.length > 0) throw new Error('A list takes no more styles than a statement has keys.')
      const asked = {
        ...names,
        organizationId,
        isOfAnyDialect: Number(dialects.length === 0),
        pattern: patternOf(text),
        isEnabled: isEnabled === undefined ? undefined : Number(isEnabled),
      }
      const pages = organizationId === undefined ? page : pageOfOrganization
      const rows = await readNewest(executor, newestId, before, limit, (from, top, most) =>
        executor.all(pages, { ...asked, from, before: top, limit: most }),
      )
      return rows.map(fromRow)
    },
    /** Throws `StoreConflict` where the client id is taken. */
    async add(client: NewClient): Promise<number> {
      const row = await executor.first(insert, {
        client_id: client.clientId,
        organization_id: client.organizationId,
        dialect: client.dialect,
        name: client.name,
        is_public: Number(client.isPublic),
        is_enabled: Number(client.isEnabled),
        scopes: asWords(client.scopes),
        audiences: asLines(client.audiences),
        redirect_uris: asLines(client.redirectUris),
        access_token_lifetime_sec: client.accessTokenLifetimeSec ?? null,
        created_at: client.at,
        updated_at: client.at,
        created_by: client.createdBy ?? null,
        ...limitsOf(client),
      })
      return (row as { id: number }).id
    },
    async change(change: ClientChange): Promise<boolean> {
      const changed = await executor.run(update, {
        id: change.id,
        name: change.name,
        scopes: asWords(change.scopes),
        audiences: asLines(change.audiences),
        redirect_uris: asLines(change.redirectUris),
        access_token_lifetime_sec: change.accessTokenLifetimeSec ?? null,
        is_enabled: Number(change.isEnabled),
        updated_at: change.at,
        ...limitsOf(change),
      })
      return changed === 1
    },
    /** Until the transaction ends others that hold it wait, to decide on what this one leaves. */
    async hold(id: number): Promise<void> {
      await executor.run(hold, { id })
    },
    async remove(id: number, at: number): Promise<boolean> {
      return (await executor.run(remove, { id, at })) === 1
    },
  }
}

function limitsOf(limits: Partial<Limits>) {
  const { allowedIps = [], allowedOrigins = [], allowedAgents = [], isListed = false } = limits
  return {
    allowed_ips: asWords(allowedIps),
    allowed_origins: asWords(allowedOrigins),
    allowed_agents: asWords(allowedAgents.map(String)),
    is_listed: Number(isListed),
  }
}

function fromRow(row: ClientRow): ClientSummary {
  return {
    id: row.id,
    clientId: row.client_id,
    organizationId: row.organization_id,
    dialect: row.dialect,
    name: row.name,
    isPublic: row.is_public === 1,
    isEnabled: row.is_enabled === 1,
    scopes: fromWords(row.scopes),
    audiences: fromLines(row.audiences),
    redirectUris: fromLines(row.redirect_uris),
    accessTokenLifetimeSec: row.access_token_lifetime_sec ?? undefined,
    allowedIps: fromWords(row.allowed_ips),
    allowedOrigins: fromWords(row.allowed_origins),
    allowedAgents: fromWords(row.allowed_agents).map(Number),
    isListed: row.is_listed === 1,
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    createdBy: row.created_by ?? undefined,
  }
}
