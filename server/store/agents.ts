import type { Executor } from './engine.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'

/** What an embed token opens; its integer id is what customers know it by. */
export interface Agent {
  readonly id: number
  readonly organizationId: number
  readonly name: string
  readonly isActive: boolean
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('agents').selectAll().where('id', '=', p.id),
)
const page = statement<{ after: number; limit: number }>()((db, p) =>
  db.selectFrom('agents').selectAll().where('id', '>', p.after).orderBy('id').limit(p.limit),
)
const highest = statement<Record<never, never>>()((db) =>
  db.selectFrom('agents').select((e) => e.fn.max('id').as('id')),
)
const insert = statement<{ id: number; organizationId: number; name: string }>()((db, p) =>
  db
    .insertInto('agents')
    .values({ id: p.id, organization_id: p.organizationId, name: p.name, is_active: 1 }),
)
const setActive = statement<{ id: number; isActive: number }>()((db, p) =>
  db.updateTable('agents').set({ is_active: p.isActive }).where('id', '=', p.id),
)

export function agents(executor: Executor) {
  return {
    async load(id: number): Promise<Agent | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    /** By id; `after` is the last id of the page before. */
    async page(after: number, limit: number): Promise<Agent[]> {
      return (await executor.all(page, { after, limit })).map(fromRow)
    },
    /** Throws `StoreConflict` where the id is taken; without one it takes the next. */
    async add(agent: Omit<Agent, 'id' | 'isActive'> & { readonly id?: number }): Promise<number> {
      const id = agent.id ?? Number((await executor.first(highest, {}))?.id ?? 0) + 1
      await executor.run(insert, { ...agent, id })
      return id
    },
    async setActive(id: number, isActive: boolean): Promise<boolean> {
      return (await executor.run(setActive, { id, isActive: Number(isActive) })) === 1
    },
  }
}

function fromRow(row: Schema['agents']): Agent {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    isActive: row.is_active === 1,
  }
}
