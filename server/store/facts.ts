import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import { statement } from './statement.ts'

const byName = statement<{ name: string }>()((db, p) =>
  db.selectFrom('facts').select('text').where('name', '=', p.name),
)
const put = statement<{ name: string; text: string }>()((db, p) =>
  db
    .insertInto('facts')
    .values({ name: p.name, text: p.text })
    .onConflict((c) => c.column('name').doUpdateSet({ text: p.text })),
)
const one = statement<Record<never, never>>()((db) =>
  db.selectFrom('organizations').selectAll().orderBy('id').limit(1),
)
const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('organizations').selectAll().where('id', '=', p.id),
)
const page = statement<{ after: number; limit: number }>()((db, p) =>
  db.selectFrom('organizations').selectAll().where('id', '>', p.after).orderBy('id').limit(p.limit),
)
const highest = statement<Record<never, never>>()((db) =>
  db.selectFrom('organizations').select((e) => e.fn.max('id').as('id')),
)
/** Nobody reads more digits than that, and counting on would walk a table. */
export const MEMBERS_COUNTED_MAX = 10_000

const numberOf = (table: string, condition = sql`1 = 1`) =>
  sql<number>`(select count(*) from (select 1 from ${sql.table(table)}
    where organization_id = organizations.id and ${condition}
    limit ${sql.lit(MEMBERS_COUNTED_MAX)}) as counted)`

const members = statement<Keys<number>>()((db, p) =>
  db
    .selectFrom('organizations')
    .select([
      'id',
      numberOf('clients', sql`deleted_at is null`).as('clients'),
      numberOf('users', sql`deleted_at is null`).as('users'),
      numberOf('agents').as('agents'),
    ])
    .where('id', 'in', keySlots(p)),
)
const rename = statement<{ id: number; name: string }>()((db, p) =>
  db.updateTable('organizations').set({ name: p.name }).where('id', '=', p.id),
)
const insert = statement<{ id: number; name: string; at: number }>()((db, p) =>
  db
    .insertInto('organizations')
    .values({ id: p.id, name: p.name, created_at: p.at })
    .onConflict((c) => c.column('id').doNothing()),
)

/** Single facts about this installation, by name. */
export function facts(executor: Executor) {
  return {
    async load(name: string): Promise<string | undefined> {
      return (await executor.first(byName, { name }))?.text
    },
    async put(name: string, text: string): Promise<void> {
      await executor.run(put, { name, text })
    },
  }
}

export interface Organization {
  readonly id: number
  readonly name: string
  readonly createdAt: number
}

/** How many things belong to an organization; see `MEMBERS_COUNTED_MAX`. */
export interface Members {
  readonly clients: number
  readonly users: number
  readonly agents: number
}

interface OrganizationRow {
  readonly id: number
  readonly name: string
  readonly created_at: number
}

/** Whose clients, users and agents belong together. */
export function organizations(executor: Executor) {
  const fromRow = ({ id, name, created_at }: OrganizationRow): Organization => ({
    id,
    name,
    createdAt: created_at,
  })
  return {
    async first(): Promise<Organization | undefined> {
      const row = await executor.first(one, {})
      return row && fromRow(row)
    },
    async load(id: number): Promise<Organization | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** By id; `after` is the last id of the page before. */
    async page(after: number, limit: number): Promise<Organization[]> {
      return (await executor.all(page, { after, limit })).map(fromRow)
    },
    async nextId(): Promise<number> {
      return Number((await executor.first(highest, {}))?.id ?? 0) + 1
    },
    async membersOf(ids: readonly number[]): Promise<ReadonlyMap<number, Members>> {
      const found = new Map<number, Members>()
      for (const keys of keyGroups(ids)) {
        for (const { id, ...counts } of await executor.all(members, keys)) {
          const { clients, users, agents } = counts
          const some = { clients: Number(clients), users: Number(users), agents: Number(agents) }
          found.set(id, some)
        }
      }
      return found
    },
    async rename(id: number, name: string): Promise<void> {
      await executor.run(rename, { id, name })
    },
    /** Adding one that is there changes nothing. */
    async add(id: number, name: string, at: number): Promise<void> {
      await executor.run(insert, { id, name, at })
    },
  }
}
