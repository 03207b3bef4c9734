import { type RawBuilder, sql } from 'kysely'
import { isLike, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import type { AuditTable } from './schema.ts'
import { statement } from './statement.ts'

/** What is left out does not narrow the search. */
export interface AuditSearch {
  readonly dialect?: string | undefined
  readonly outcome?: string | undefined
  readonly clientId?: string | undefined
  /** Public id of whom it is about, or who did it. */
  readonly userId?: string | undefined
  readonly ip?: string | undefined
  /** The action, or how it begins. */
  readonly action?: string | undefined
  /** Not over before this instant. */
  readonly since?: number | undefined
  /** Over before this one. */
  readonly until?: number | undefined
  /** A part of what it says: action, outcome, detail, client, address, request. */
  readonly text?: string | undefined
  /** What concerns this organization: its clients and users, or acts for it. */
  readonly organizationId?: number | undefined
}

/** Ids between these two, without them. */
export interface Stretch {
  readonly above: number
  readonly below: number
}

export type AuditRow = Omit<AuditTable, 'id'> & {
  readonly id: number
  readonly client_id: string | null
  readonly client_name: string | null
  readonly user_public_id: string | null
  readonly user_name: string | null
  readonly actor_public_id: string | null
  readonly actor_name: string | null
  readonly credential_name: string | null
  readonly shown_ip: string | null
  readonly is_by_stranger: number
}

interface Search extends Omit<AuditSearch, 'text'>, Stretch {
  readonly limit: number
  readonly action: string
  readonly pattern: string
}

/** Whose client or user it is about, or else for whom it was done. */
const ORGANIZATION = sql`coalesce(clients.organization_id, users.organization_id,
  audit.organization_id)`

/** Whose person or key it was that managed; of the platform's keys and command line nobody's. */
const WHO_MANAGES = sql`coalesce(actors.organization_id, credentials.organization_id)`

/**
 * An organization reads what the platform did with its things, and not who there did it, nor where
 * from: what is not shown is not found by either, or it could be guessed letter by letter.
 */
const isByStranger = (organizationId: number | undefined) =>
  sql<boolean>`(audit.action like 'admin.%' and not ${isOwn(WHO_MANAGES, organizationId)})`

const unlessByStranger = (column: RawBuilder<unknown>, organizationId: number | undefined) =>
  sql<string | null>`case when ${isByStranger(organizationId)} then null else ${column} end`

const ifOwn = (column: string, owner: string, organizationId: number | undefined) =>
  sql<string | null>`case when ${isOwn(sql.ref(owner), organizationId)} then ${sql.ref(column)} end`

const WHENCE = sql`coalesce(audit.ip, '') || ' ' || coalesce(audit.request_id, '')`

const textOf = (organizationId: number | undefined) => sql`audit.action || ' ' || audit.outcome
  || ' ' || coalesce(audit.detail, '') || ' '
  || coalesce(clients.client_id, '') || ' ' || coalesce(clients.name, '') || ' '
  || coalesce(${unlessByStranger(WHENCE, organizationId)}, '')`

const inOrder = (order: 'asc' | 'desc') =>
  statement<Search>()((db, p) =>
    db
      .selectFrom('audit')
      .leftJoin('clients', 'clients.id', 'audit.client_row')
      .leftJoin('users', 'users.id', 'audit.user_id')
      .leftJoin('users as actors', 'actors.id', 'audit.actor_user_id')
      .leftJoin('credentials', 'credentials.id', 'audit.credential_id')
      .selectAll('audit')
      .select([
        'clients.client_id',
        'clients.name as client_name',
        ifOwn('users.public_id', 'users.organization_id', p.organizationId).as('user_public_id'),
        ifOwn('users.name', 'users.organization_id', p.organizationId).as('user_name'),
        ifOwn('actors.public_id', 'actors.organization_id', p.organizationId).as('actor_public_id'),
        ifOwn('actors.name', 'actors.organization_id', p.organizationId).as('actor_name'),
        ifOwn('credentials.name', 'credentials.organization_id', p.organizationId).as(
          'credential_name',
        ),
        unlessByStranger(sql`audit.ip`, p.organizationId).as('shown_ip'),
        sql<number>`case when ${isByStranger(p.organizationId)} then 1 else 0 end`.as(
          'is_by_stranger',
        ),
      ])
      .where('audit.id', '>', p.above)
      .where('audit.id', '<', p.below)
      // A search that leaves a column open compares it with itself: one statement serves them all.
      .where(orItself(sql`audit.dialect`, p.dialect))
      .where(orItself(sql`audit.outcome`, p.outcome))
      .where(orItself(unlessByStranger(sql`audit.ip`, p.organizationId), p.ip))
      .where(orItself(sql`clients.client_id`, p.clientId))
      .where((e) =>
        e.or([
          orItself(ifOwn('users.public_id', 'users.organization_id', p.organizationId), p.userId),
          sql<boolean>`${ifOwn('actors.public_id', 'actors.organization_id', p.organizationId)}
            = ${p.userId}`,
        ]),
      )
      .where(isOwn(ORGANIZATION, p.organizationId))
      .where(sql<boolean>`audit.last_at >= coalesce(${p.since}, audit.last_at)`)
      .where(sql<boolean>`audit.last_at < coalesce(${p.until}, audit.last_at + 1)`)
      .where(sql<boolean>`substr(audit.action, 1, length(${p.action})) = ${p.action}`)
      .where(isLike(textOf(p.organizationId), p.pattern))
      .orderBy('audit.id', order)
      .limit(p.limit),
  )

const newest = inOrder('desc')
const oldest = inOrder('asc')

const first = statement<{ from: number }>()((db, p) =>
  db.selectFrom('audit').select(['id', 'last_at']).where('id', '>=', p.from).orderBy('id').limit(1),
)

const last = statement<Record<never, never>>()((db) =>
  db.selectFrom('audit').select((e) => e.fn.max('id').as('id')),
)

/** Everything is, to whoever looks at the whole platform. */
function isOwn(owner: RawBuilder<unknown>, organizationId: number | undefined) {
  return orItself(owner, organizationId, sql`0`)
}

function orItself(
  column: RawBuilder<unknown>,
  wanted: string | number | undefined,
  absent: RawBuilder<unknown> = sql`''`,
): RawBuilder<boolean> {
  return sql<boolean>`coalesce(${column}, ${absent}) = coalesce(${wanted}, ${column}, ${absent})`
}

export function auditReads(executor: Executor) {
  return {
    /** Those of a stretch that the search finds, at most so many. */
    stretch(
      { above, below }: Stretch,
      order: 'newest' | 'oldest',
      limit: number,
      { text = '', action = '', ...search }: AuditSearch,
    ) {
      const parameters = { ...search, action, pattern: patternOf(text), above, below, limit }
      return executor.all(order === 'newest' ? newest : oldest, parameters)
    },
    async lastId(): Promise<number> {
      return (await executor.first(last, {}))?.id ?? 0
    },
    /**
     * Roughly the first id that was written at this instant or later. No index on the instant is
     * kept for it: ids are given in the order of time, but for what waited to be written.
     */
    async idAround(at: number): Promise<number> {
      let low = 1
      let high = (await this.lastId()) + 1
      while (low < high) {
        const middle = Math.floor((low + high) / 2)
        const row = await executor.first(first, { from: middle })
        if (row === undefined || row.last_at >= at) high = middle
        else low = row.id + 1
      }
      return low
    },
  }
}
