import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import type { Organization } from '../store/facts.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import { refuse } from './invalid-request.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { displayName, instant, type organizationId } from './values.ts'

const FIRST = { id: 1, name: 'Default' }

const organizationSchema = z
  .object({ id: z.int(), name: z.string(), created_at: instant })
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
      return describe({ id, name: body.name, createdAt })
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
      readPage(
        query,
        'lowest',
        async (after, limit) => {
          if (actor.organizationId === undefined) return store.organizations.page(after, limit)
          const own = await store.organizations.load(actor.organizationId)
          return own === undefined || own.id <= after ? [] : [own]
        },
        (organization) => organization.id,
        describe,
      ),
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

function describe({ id, name, createdAt }: Organization): z.output<typeof organizationSchema> {
  return { id, name, created_at: isoTime(createdAt) }
}
