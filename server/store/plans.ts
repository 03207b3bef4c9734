import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

export interface PlanRecord {
  readonly id: number
  readonly name: string
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('plans').select(['id', 'name']).where('id', '=', p.id),
)
const managedBy = statement<{ userId: number }>()((db, p) =>
  db
    .selectFrom('plans')
    .innerJoin('plan_guests', 'plan_guests.plan_id', 'plans.id')
    .select(['plans.id', 'plans.name'])
    .where('plan_guests.user_id', '=', p.userId)
    .orderBy('plans.id'),
)
const isManaged = statement<{ planId: number; userId: number }>()((db, p) =>
  db
    .selectFrom('plan_guests')
    .select('plan_id')
    .where('user_id', '=', p.userId)
    .where('plan_id', '=', p.planId),
)
const insert = statement<{ organizationId: number; name: string }>()((db, p) =>
  db
    .insertInto('plans')
    .values({ organization_id: p.organizationId, name: p.name })
    .returning('id'),
)
const addGuest = statement<{ planId: number; userId: number }>()((db, p) =>
  db
    .insertInto('plan_guests')
    .values({ plan_id: p.planId, user_id: p.userId })
    .onConflict((c) => c.columns(['user_id', 'plan_id']).doNothing()),
)

/** Plans, and who besides their owner may manage them. */
export function plans(executor: Executor) {
  return {
    async load(id: number): Promise<PlanRecord | undefined> {
      return executor.first(byId, { id })
    },
    async managedBy(userId: number): Promise<PlanRecord[]> {
      return executor.all(managedBy, { userId })
    },
    async isManagedBy(planId: number, userId: number): Promise<boolean> {
      return (await executor.first(isManaged, { planId, userId })) !== undefined
    },
    async add(organizationId: number, name: string): Promise<number> {
      return ((await executor.first(insert, { organizationId, name })) as { id: number }).id
    },
    async addGuest(planId: number, userId: number): Promise<void> {
      await executor.run(addGuest, { planId, userId })
    },
  }
}
