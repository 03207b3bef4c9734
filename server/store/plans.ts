import { sql } from 'kysely'
import { isLike, type OwnFilter, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import { type Keys, keyGroups, keySlots } from './many.ts'
import { statement } from './statement.ts'
import { readNewest } from './stretches.ts'

export interface PlanRecord {
  readonly id: number
  readonly name: string
  readonly organizationId: number
}

/** Who besides its owner may manage a plan. */
export interface PlanGuest {
  readonly planId: number
  readonly publicId: string
  readonly name: string
  readonly email: string
}

interface Row {
  readonly id: number
  readonly organization_id: number
  readonly name: string
}

const byId = statement<{ id: number }>()((db, p) =>
  db.selectFrom('plans').selectAll().where('id', '=', p.id),
)
const managedBy = statement<{ userId: number }>()((db, p) =>
  db
    .selectFrom('plans')
    .innerJoin('plan_guests', 'plan_guests.plan_id', 'plans.id')
    .selectAll('plans')
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
type PageOf = {
  organizationId: number | undefined
  pattern: string
  from: number
  before: number
  limit: number
}

const pageWithin = (isOfOne: boolean) =>
  statement<PageOf>()((db, p) =>
    db
      .selectFrom('plans')
      .selectAll()
      .$if(isOfOne, (rows) => rows.where(sql<boolean>`organization_id = ${p.organizationId}`))
      .where('id', '>=', p.from)
      .where('id', '<', p.before)
      .where(isLike(sql.ref('name'), p.pattern))
      .orderBy('id', 'desc')
      .limit(p.limit),
  )
const newestId = statement<Record<never, never>>()((db) =>
  db.selectFrom('plans').select((e) => e.fn.max('id').as('id')),
)
const page = pageWithin(false)
const pageOfOrganization = pageWithin(true)

const guestsOf = statement<Keys<number>>()((db, p) =>
  db
    .selectFrom('plan_guests')
    .innerJoin('users', 'users.id', 'plan_guests.user_id')
    .select(['plan_guests.plan_id', 'users.public_id', 'users.name', 'users.email'])
    .where('plan_guests.plan_id', 'in', keySlots(p))
    .orderBy('users.id'),
)
const insert = statement<{ organizationId: number; name: string }>()((db, p) =>
  db
    .insertInto('plans')
    .values({ organization_id: p.organizationId, name: p.name })
    .returning('id'),
)
const rename = statement<{ id: number; name: string }>()((db, p) =>
  db.updateTable('plans').set({ name: p.name }).where('id', '=', p.id),
)
const remove = statement<{ id: number }>()((db, p) => db.deleteFrom('plans').where('id', '=', p.id))
const addGuest = statement<{ planId: number; userId: number }>()((db, p) =>
  db
    .insertInto('plan_guests')
    .values({ plan_id: p.planId, user_id: p.userId })
    .onConflict((c) => c.columns(['user_id', 'plan_id']).doNothing()),
)
const removeGuest = statement<{ planId: number; userId: number }>()((db, p) =>
  db.deleteFrom('plan_guests').where('plan_id', '=', p.planId).where('user_id', '=', p.userId),
)
const removeGuests = statement<{ planId: number }>()((db, p) =>
  db.deleteFrom('plan_guests').where('plan_id', '=', p.planId),
)
const removeOfUser = statement<{ userId: number }>()((db, p) =>
  db.deleteFrom('plan_guests').where('user_id', '=', p.userId),
)

/** Plans, and who besides their owner may manage them. */
export function plans(executor: Executor) {
  return {
    async load(id: number): Promise<PlanRecord | undefined> {
      const row = await executor.first(byId, { id })
      return row && fromRow(row)
    },
    async managedBy(userId: number): Promise<PlanRecord[]> {
      return (await executor.all(managedBy, { userId })).map(fromRow)
    },
    async isManagedBy(planId: number, userId: number): Promise<boolean> {
      return (await executor.first(isManaged, { planId, userId })) !== undefined
    },
    /** Newest first; `before` is the last id of the page before. */
    async page(
      { organizationId, text = '' }: OwnFilter,
      before: number,
      limit: number,
    ): Promise<PlanRecord[]> {
      const pages = organizationId === undefined ? page : pageOfOrganization
      const asked = { organizationId, pattern: patternOf(text) }
      const rows = await readNewest(executor, newestId, before, limit, (from, top, most) =>
        executor.all(pages, { ...asked, from, before: top, limit: most }),
      )
      return rows.map(fromRow)
    },
    async guestsOf(planIds: readonly number[]): Promise<PlanGuest[]> {
      const guests: PlanGuest[] = []
      for (const keys of keyGroups(planIds)) {
        for (const row of await executor.all(guestsOf, keys)) {
          const { plan_id: planId, public_id: publicId, name, email } = row
          guests.push({ planId, publicId, name, email })
        }
      }
      return guests
    },
    async add(organizationId: number, name: string): Promise<number> {
      return ((await executor.first(insert, { organizationId, name })) as { id: number }).id
    },
    async rename(id: number, name: string): Promise<void> {
      await executor.run(rename, { id, name })
    },
    /** With it, whoever managed it as a guest has nothing to manage. */
    async remove(id: number): Promise<void> {
      await executor.run(removeGuests, { planId: id })
      await executor.run(remove, { id })
    },
    async addGuest(planId: number, userId: number): Promise<void> {
      await executor.run(addGuest, { planId, userId })
    },
    async removeGuest(planId: number, userId: number): Promise<boolean> {
      return (await executor.run(removeGuest, { planId, userId })) === 1
    },
    async removeOfUser(userId: number): Promise<void> {
      await executor.run(removeOfUser, { userId })
    },
  }
}

function fromRow({ id, organization_id: organizationId, name }: Row): PlanRecord {
  return { id, name, organizationId }
}
