import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Organization } from '../store/facts.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import { refuse } from './invalid-request.ts'
import { pageOf, pageQuery, readPageWhole } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { displayName, idParams, instant, type organizationId } from './values.ts'

const FIRST = { id: 1, name: 'Default' }

const organizationSchema = z
  .object({
    id: z.int(),
    name: z.string(),
    created_at: instant,
    clients: z.int().describe('Counted up to 10000, as are users and agents'),
    users: z.int(),
    agents: z.int(),
  })
  .meta({ id: 'Organization' })

/** Whose clients, users and agents belong together; who names none gets the first. */
export const organizationRoutes = [
  route({
    method: 'POST',
    path: '/organizations',
    name: 'organizations.create',
    summary: 'Add an organization',
    body: z.strictObject({ name: displayName }),
    answer: organizationSchema,
    async run({ body, actor }, deps) {
      const createdAt = deps.clock.now()
      const id = await deps.store.transaction(async (records) => {
        const next = await records.organizations.nextId()
        await records.organizations.add(next, body.name, createdAt)
        await record(deps, records, actor, 'organizations.create', { detail: String(next) })
        return next
      })
      return describeOne(deps.store, { id, name: body.name, createdAt })
    },
  }),
  route({
    method: 'GET',
    path: '/organizations',
    name: 'organizations.list',
    summary: 'All organizations, by id',
    query: z.strictObject(pageQuery),
    answer: pageOf(organizationSchema),
    run: ({ query, actor }, { store }) =>
      readPageWhole(
        query,
        'lowest',
        async (after, limit) => {
          if (actor.organizationId === undefined) return store.organizations.page(after, limit)
          const own = await store.organizations.load(actor.organizationId)
          return own === undefined || own.id <= after ? [] : [own]
        },
        (organization) => organization.id,
        (organizations) => describeAll(store, organizations),
      ),
  }),
  route({
    method: 'GET',
    path: '/organizations/:id',
    name: 'organizations.read',
    summary: 'One organization',
    params: idParams,
    answer: organizationSchema,
    run: async ({ params, actor }, { store }) =>
      describeOne(store, await demandOrganization(store, params.id, actor)),
  }),
  route({
    method: 'PATCH',
    path: '/organizations/:id',
    name: 'organizations.change',
    summary: 'Rename an organization',
    params: idParams,
    body: z.strictObject({ name: displayName }),
    answer: organizationSchema,
    async run({ params, body, actor }, deps) {
      const changed = await deps.store.transaction(async (records) => {
        const before = await demandOrganization(records, params.id, actor)
        await records.organizations.rename(before.id, body.name)
        const about = { detail: `${before.id}: name`, organizationId: before.id }
        await record(deps, records, actor, 'organizations.change', about)
        return { ...before, name: body.name }
      })
      return describeOne(deps.store, changed)
    },
  }),
]

/** The one that was named, or the first; the very first thing to need one brings it along. */
export async function settleOrganization(
  { organizations }: Pick<Records, 'organizations'>,
  asked: z.output<typeof organizationId> | undefined,
  now: number,
  actor: Actor,
): Promise<number> {
  const own = actor.organizationId
  if (own !== undefined && (asked ?? own) === own) return own
  if (asked === undefined) {
    const first = await organizations.first()
    if (first === undefined) await organizations.add(FIRST.id, FIRST.name, now)
    return first?.id ?? FIRST.id
  }
  if (!isOpenTo(actor, asked) || (await organizations.load(asked)) === undefined) {
    throw refuse('organization_id', 'There is no such organization.')
  }
  return asked
}

async function demandOrganization(
  { organizations }: Pick<Records, 'organizations'>,
  text: string,
  actor: Actor,
): Promise<Organization> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : undefined
  const isOpen = id !== undefined && isOpenTo(actor, id)
  const found = isOpen ? await organizations.load(id) : undefined
  if (found === undefined) {
    throw new ProtocolError('not_found', { description: 'There is no such organization.' })
  }
  return found
}

export type OrganizationAnswer = z.output<typeof organizationSchema>
type Organizations = Pick<Records, 'organizations'>

async function describeOne(store: Organizations, one: Organization): Promise<OrganizationAnswer> {
  const [described] = await describeAll(store, [one])
  if (described === undefined) throw new Error('One organization has one description.')
  return described
}

async function describeAll(
  { organizations }: Organizations,
  all: readonly Organization[],
): Promise<OrganizationAnswer[]> {
  const members = await organizations.membersOf(all.map((one) => one.id))
  const none = { clients: 0, users: 0, agents: 0 }
  return all.map(({ id, name, createdAt }) => ({
    id,
    name,
    created_at: isoTime(createdAt),
    ...(members.get(id) ?? none),
  }))
}
