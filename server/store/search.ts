import { type RawBuilder, sql } from 'kysely'
import { isLike, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

/** Looked through: of a million rows the newest, so that nobody waits while somebody types. */
const ROWS_MAX = 100_000

interface Wish {
  readonly pattern: string
  readonly organizationId: number | undefined
  readonly limit: number
}

/** Something of any kind, in as few words as a list of findings has. */
export interface Hit {
  readonly id: string
  readonly title: string
  readonly detail: string
}

type Table =
  | 'clients'
  | 'users'
  | 'agents'
  | 'rooms'
  | 'plans'
  | 'locations'
  | 'organizations'
  | 'credentials'

interface Kind {
  readonly table: Table
  /** As the API calls it; the number of the row where it says nothing else. */
  readonly id: RawBuilder<string>
  readonly title: RawBuilder<string>
  readonly detail: RawBuilder<string>
  /** Whose it is. */
  readonly owner?: RawBuilder<number>
  readonly where?: RawBuilder<boolean>
}

const text = (words: TemplateStringsArray) => sql<string>(words)
const NUMBER = text`cast(id as varchar(20))`

const KINDS = {
  client: {
    table: 'clients',
    id: text`client_id`,
    title: text`name`,
    detail: text`dialect`,
    where: sql<boolean>`deleted_at is null`,
  },
  user: { table: 'users', id: text`public_id`, title: text`name`, detail: text`email` },
  agent: { table: 'agents', id: NUMBER, title: text`name`, detail: NUMBER },
  room: {
    table: 'rooms',
    id: text`'room_' || id`,
    title: text`call_reference`,
    detail: text`'room_' || id`,
    where: sql<boolean>`guest_hash is not null`,
  },
  plan: {
    table: 'plans',
    id: text`'pln_' || id`,
    title: text`name`,
    detail: text`'pln_' || id`,
  },
  location: {
    table: 'locations',
    id: text`'loc_' || id`,
    title: text`name`,
    detail: text`city`,
  },
  organization: {
    table: 'organizations',
    id: NUMBER,
    title: text`name`,
    detail: NUMBER,
    owner: sql<number>`id`,
  },
  management_key: {
    table: 'credentials',
    id: text`'mgk_' || id`,
    title: text`coalesce(name, '')`,
    detail: text`'mgk_' || id`,
    owner: sql<number>`coalesce(organization_id, 0)`,
    where: sql<boolean>`kind = 'management_key' and client_row is null and revoked_at is null`,
  },
} as const satisfies Record<string, Kind>

export type SearchedKind = keyof typeof KINDS

const find = (kind: Kind) => {
  const { id, title, detail, table, where = sql<boolean>`1 = 1` } = kind
  const { owner = sql<number>`organization_id` } = kind
  return statement<Wish>()((db, p) =>
    db
      .selectFrom(table)
      .select([id.as('hit'), title.as('title'), detail.as('detail')])
      .where(sql<boolean>`id > (select max(id) from ${sql.table(table)}) - ${sql.lit(ROWS_MAX)}`)
      .where(sql<boolean>`${owner} = coalesce(${p.organizationId}, ${owner})`)
      .where(where)
      .where(isLike(sql`${title} || ' ' || ${id} || ' ' || ${detail}`, p.pattern))
      .orderBy(sql`id`, 'desc')
      .limit(p.limit),
  )
}

const STATEMENTS = new Map(Object.entries(KINDS).map(([kind, one]) => [kind, find(one)]))

export function search(executor: Executor) {
  return {
    /** The newest whose name or id holds this text. */
    async find(
      kind: SearchedKind,
      text: string,
      organizationId: number | undefined,
      limit: number,
    ): Promise<Hit[]> {
      const found = STATEMENTS.get(kind)
      if (found === undefined) throw new Error(`Nothing is known of ${kind}.`)
      const rows = await executor.all(found, { pattern: patternOf(text), organizationId, limit })
      return rows.map(({ hit: id, title, detail }) => ({ id, title, detail }))
    },
  }
}
