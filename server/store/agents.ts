import type { Executor } from './engine.ts'
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
      return (
        row && {
          id: row.id,
          organizationId: row.organization_id,
          name: row.name,
          isActive: row.is_active === 1,
        }
      )
    },
    async add(agent: Omit<Agent, 'isActive'>): Promise<void> {
      await executor.run(insert, agent)
    },
    async setActive(id: number, isActive: boolean): Promise<boolean> {
      return (await executor.run(setActive, { id, isActive: Number(isActive) })) === 1
    },
  }
}
