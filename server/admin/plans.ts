import { z } from 'zod'
import { resourceKeyOf } from '../credentials/resource-keys.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { PlanRecord } from '../store/plans.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { settleOrganization } from './organizations.ts'
import { ownAndText, ownFilterOf } from './own-filter.ts'
import { pageOf, pageQuery, readPageWhole } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { displayName, idParams, organizationId, parsePublicNumber, publicNumber } from './values.ts'

const PLAN_PREFIX = 'pln'
const guestParams = idParams.extend({ user_id: z.string().max(100) })

const planSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    organization_id: z.int(),
    plan_key: z.string().describe('What a composite bearer names it by; worth nothing alone'),
    guests: z.array(z.object({ id: z.string(), name: z.string(), email: z.string() })),
  })
  .meta({ id: 'Plan' })

/** What users may manage as guests, through the clients that they agreed to. */
export const planRoutes = [
  route({
    method: 'POST',
    path: '/plans',
    name: 'plans.create',
    summary: 'Add a plan',
    body: z.strictObject({ name: displayName, organization_id: organizationId.optional() }),
    answer: planSchema,
    async run({ body, actor }, deps) {
      const plan = await deps.store.transaction(async (records) => {
        const now = deps.clock.now()
        const organization = await settleOrganization(records, body.organization_id, now, actor)
        const id = await records.plans.add(organization, body.name)
        const made = { id, name: body.name, organizationId: organization }
        await recordPlan(deps, records, actor, 'plans.create', made)
        return made
      })
      return describe(deps, plan)
    },
  }),
  route({
    method: 'GET',
    path: '/plans',
    name: 'plans.list',
    summary: 'All plans, newest first',
    query: z.strictObject({ ...pageQuery, ...ownAndText }),
    answer: pageOf(planSchema),
    run: ({ query, actor }, deps) =>
      readPageWhole(
        query,
        'highest',
        async (before, limit) => {
          const filter = ownFilterOf(query, actor)
          return filter ? deps.store.plans.page(filter, before, limit) : []
        },
        (plan) => plan.id,
        (plans) => describeAll(deps, plans),
      ),
  }),
  route({
    method: 'GET',
    path: '/plans/:id',
    name: 'plans.read',
    summary: 'One plan, and who may manage it as a guest',
    params: idParams,
    answer: planSchema,
    run: async ({ params, actor }, deps) =>
      describe(deps, await demandPlan(deps.store, params.id, actor)),
  }),
  route({
    method: 'PATCH',
    path: '/plans/:id',
    name: 'plans.change',
    summary: 'Rename a plan',
    params: idParams,
    body: z.strictObject({ name: displayName }),
    answer: planSchema,
    run: ({ params, body, actor }, deps) =>
      change(deps, actor, 'plans.change', params.id, async ({ plans }, { id }) => {
        await plans.rename(id, body.name)
        return undefined
      }),
  }),
  route({
    method: 'DELETE',
    path: '/plans/:id',
    name: 'plans.delete',
    summary: 'Delete a plan; its key opens nothing from then on',
    params: idParams,
    async run({ params, actor }, deps) {
      await deps.store.transaction(async (records) => {
        const plan = await demandPlan(records, params.id, actor)
        await records.plans.remove(plan.id)
        await recordPlan(deps, records, actor, 'plans.delete', plan)
      })
    },
  }),
  route({
    method: 'PUT',
    path: '/plans/:id/guests/:user_id',
    name: 'plans.add-guest',
    summary: 'Let a user of the same organization manage a plan as a guest',
    params: guestParams,
    answer: planSchema,
    run: ({ params, actor }, deps) =>
      change(deps, actor, 'plans.add-guest', params.id, async (records, plan) => {
        const user = await records.users.loadByPublicId(params.user_id)
        if (user?.organizationId !== plan.organizationId) throw noSuchUser()
        await records.plans.addGuest(plan.id, user.id)
        return user.id
      }),
  }),
  route({
    method: 'DELETE',
    path: '/plans/:id/guests/:user_id',
    name: 'plans.remove-guest',
    summary: 'A user may not manage a plan as a guest any more, from the next request on',
    params: guestParams,
    async run({ params, actor }, deps) {
      await change(deps, actor, 'plans.remove-guest', params.id, async (records, plan) => {
        const user = await records.users.loadByPublicId(params.user_id)
        const isGone = user !== undefined && (await records.plans.removeGuest(plan.id, user.id))
        if (!isGone) throw noSuchUser()
        return user.id
      })
    },
  }),
]

/** One change with its record; what it answers is whom it was about. */
async function change(
  deps: AdminDeps,
  actor: Actor,
  name: string,
  planId: string,
  apply: (records: Records, plan: PlanRecord) => Promise<number | undefined>,
): Promise<z.output<typeof planSchema>> {
  await deps.store.transaction(async (records) => {
    const plan = await demandPlan(records, planId, actor)
    const userId = await apply(records, plan)
    await recordPlan(deps, records, actor, name, plan, userId)
  })
  return describe(deps, await demandPlan(deps.store, planId, actor))
}

function recordPlan(
  deps: AdminDeps,
  records: Records,
  actor: Actor,
  name: string,
  { id, organizationId }: PlanRecord,
  userId?: number,
): Promise<void> {
  const about = { detail: publicNumber(PLAN_PREFIX, id), organizationId }
  return record(deps, records, actor, name, userId === undefined ? about : { ...about, userId })
}

function noSuchUser(): ProtocolError {
  return new ProtocolError('not_found', { description: 'There is no such user.' })
}

async function demandPlan(
  { plans }: Pick<Records, 'plans'>,
  text: string,
  actor: Actor,
): Promise<PlanRecord> {
  const id = parsePublicNumber(PLAN_PREFIX, text)
  const plan = id === undefined ? undefined : await plans.load(id)
  if (plan === undefined || !isOpenTo(actor, plan.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such plan.' })
  }
  return plan
}

export type PlanAnswer = z.output<typeof planSchema>
type Deps = Pick<AdminDeps, 'store' | 'secrets'>

async function describe(deps: Deps, plan: PlanRecord): Promise<PlanAnswer> {
  const [described] = await describeAll(deps, [plan])
  if (described === undefined) throw new Error('One plan has one description.')
  return described
}

async function describeAll(
  { store, secrets }: Deps,
  plans: readonly PlanRecord[],
): Promise<PlanAnswer[]> {
  const guests = await store.plans.guestsOf(plans.map((one) => one.id))
  return plans.map(({ id, name, organizationId: organization_id }) => ({
    id: publicNumber(PLAN_PREFIX, id),
    name,
    organization_id,
    plan_key: resourceKeyOf(secrets, id),
    guests: guests
      .filter((one) => one.planId === id)
      .map((one) => ({ id: one.publicId, name: one.name, email: one.email })),
  }))
}
