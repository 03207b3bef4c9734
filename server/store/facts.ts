import type { Executor } from './engine.ts'
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
    /** Adding one that is there changes nothing. */
    async add(id: number, name: string, at: number): Promise<void> {
      await executor.run(insert, { id, name, at })
    },
  }
}
