import { type Kysely, sql } from 'kysely'
import { isLike, type OwnFilter, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import { type LeaseTerms, NO_TERMS } from './leases.ts'
import { asWords, fromWords } from './lists.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'

/** What an embed token opens; its integer id is what customers know it by. */
export interface Agent {
  readonly id: number
  readonly organizationId: number
  readonly name: string
  readonly isActive: boolean
  /** Web origins that may embed it; empty for none. */
  readonly allowedOrigins: readonly string[]
  readonly createdAt: number
  /** What every embed token of it is limited to. */
  readonly lease: LeaseTerms
  /** What its frame shows in place of our own pages. */
  readonly frameUrl: string | undefined
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('agents').selectAll().where('id', '=', p.id),
)
type OpenTo = { id: number; organizationId: number }
const open = (db: Kysely<Schema>, p: OpenTo) =>
  db
    .selectFrom('agents')
    .where('id', '=', p.id)
    .where('organization_id', '=', p.organizationId)
    .where('is_active', '=', 1)
const openTo = statement<OpenTo>()((db, p) => open(db, p).selectAll())
const openIdTo = statement<OpenTo>()((db, p) => open(db, p).select('id'))
type PageOf = {
  organizationId: number | undefined
  pattern: string
  after: number
  limit: number
}

/** A text that few names hold walks all agents: a second of work for a million. */
const pageWithin = (isOfOne: boolean) =>
  statement<PageOf>()((db, p) =>
    db
      .selectFrom('agents')
      .selectAll()
      .$if(isOfOne, (rows) => rows.where(sql<boolean>`organization_id = ${p.organizationId}`))
      .where('id', '>', p.after)
      .where((e) =>
        e.or([isLike(sql.ref('name'), p.pattern), isLike(sql`cast(id as text)`, p.pattern)]),
      )
      .orderBy('id')
      .limit(p.limit),
  )
const page = pageWithin(false)
const pageOfOrganization = pageWithin(true)
const highest = statement<Record<never, never>>()((db) =>
  db.selectFrom('agents').select((e) => e.fn.max('id').as('id')),
)
/** The first number after which there is room. */
const gap = statement<{ most: number }>()((db, p) =>
  db
    .selectFrom('agents')
    .select((e) => e.fn.min('id').as('id'))
    .where('id', '<', p.most)
    .where(sql<boolean>`not exists (select 1 from agents as next where next.id = agents.id + 1)`),
)
const insert = statement<Schema['agents']>()((db, p) =>
  db.insertInto('agents').values({
    id: p.id,
    organization_id: p.organization_id,
    name: p.name,
    is_active: p.is_active,
    allowed_origins: p.allowed_origins,
    created_at: p.created_at,
    lease_redeem_sec: p.lease_redeem_sec,
    lease_uses: p.lease_uses,
    lease_open_sec: p.lease_open_sec,
    lease_frames: p.lease_frames,
    lease_heartbeat_sec: p.lease_heartbeat_sec,
    frame_url: p.frame_url,
  }),
)
type Changed = Omit<Schema['agents'], 'organization_id' | 'created_at'>
const update = statement<Changed>()((db, p) =>
  db
    .updateTable('agents')
    .set({
      name: p.name,
      is_active: p.is_active,
      allowed_origins: p.allowed_origins,
      lease_redeem_sec: p.lease_redeem_sec,
      lease_uses: p.lease_uses,
      lease_open_sec: p.lease_open_sec,
      lease_frames: p.lease_frames,
      lease_heartbeat_sec: p.lease_heartbeat_sec,
      frame_url: p.frame_url,
    })
    .where('id', '=', p.id),
)

export interface NewAgent extends Pick<Agent, 'organizationId' | 'name' | 'createdAt'> {
  readonly id?: number
  readonly allowedOrigins?: readonly string[]
  readonly lease?: LeaseTerms
  readonly frameUrl?: string | undefined
}

export function agents(executor: Executor) {
  /**
   * Somebody may have chosen the highest number there is, and others still need one. To SQLite one
   * above it would be a number like any other, at which its driver fails from then on.
   */
  const nextId = async (): Promise<number> => {
    const most = Number.MAX_SAFE_INTEGER
    const last = Number((await executor.first(highest, {}))?.id ?? 0)
    return last < most ? last + 1 : Number((await executor.first(gap, { most }))?.id ?? 0) + 1
  }
  return {
    async load(id: number): Promise<Agent | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** Where it is active and this organization's. */
    async loadOpenTo(organizationId: number, id: number): Promise<Agent | undefined> {
      const row = await executor.first(openTo, { id, organizationId })
      return row && fromRow(row)
    },
    /** Whether there is one to load: what most exchanges ask, and nothing else of it. */
    async isOpenTo(organizationId: number, id: number): Promise<boolean> {
      return (await executor.first(openIdTo, { id, organizationId })) !== undefined
    },
    /** By id; `after` is the last id of the page before. */
    async page(
      { organizationId, text = '' }: OwnFilter,
      after: number,
      limit: number,
    ): Promise<Agent[]> {
      const pages = organizationId === undefined ? page : pageOfOrganization
      const asked = { organizationId, pattern: patternOf(text), after, limit }
      return (await executor.all(pages, asked)).map(fromRow)
    },
    /** Throws `StoreConflict` where the id is taken; without one it takes the next. */
    async add(agent: NewAgent): Promise<number> {
      const id = agent.id ?? (await nextId())
      await executor.run(insert, {
        id,
        organization_id: agent.organizationId,
        name: agent.name,
        is_active: 1,
        allowed_origins: asWords(agent.allowedOrigins ?? []),
        created_at: agent.createdAt,
        ...limitsOf(agent.lease ?? NO_TERMS),
        frame_url: agent.frameUrl ?? null,
      })
      return id
    },
    async change(agent: Agent): Promise<boolean> {
      const changed = await executor.run(update, {
        id: agent.id,
        name: agent.name,
        is_active: Number(agent.isActive),
        allowed_origins: asWords(agent.allowedOrigins),
        ...limitsOf(agent.lease),
        frame_url: agent.frameUrl ?? null,
      })
      return changed === 1
    },
  }
}

function fromRow(row: Schema['agents']): Agent {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    isActive: row.is_active === 1,
    allowedOrigins: fromWords(row.allowed_origins),
    createdAt: row.created_at,
    lease: {
      redeemSec: row.lease_redeem_sec ?? undefined,
      uses: row.lease_uses ?? undefined,
      openSec: row.lease_open_sec ?? undefined,
      frames: row.lease_frames ?? undefined,
      heartbeatSec: row.lease_heartbeat_sec ?? undefined,
    },
    frameUrl: row.frame_url ?? undefined,
  }
}

function limitsOf(lease: LeaseTerms) {
  return {
    lease_redeem_sec: lease.redeemSec ?? null,
    lease_uses: lease.uses ?? null,
    lease_open_sec: lease.openSec ?? null,
    lease_frames: lease.frames ?? null,
    lease_heartbeat_sec: lease.heartbeatSec ?? null,
  }
}
