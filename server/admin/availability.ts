import { z } from 'zod'
import { ProtocolError } from '../protocol/errors.ts'
import type { SkillPlace, SkillRecord } from '../store/availability.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { onePage, pageOf, pageQuery } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { organizationId } from './values.ts'

const AGENTS_MAX = 1_000_000

const count = z.int().min(0).max(AGENTS_MAX)
const counts = {
  ready: count,
  away: count,
  extended_away: count,
  logged_out: count,
}

const skillSchema = z
  .object({ organization_id: z.int(), skill: z.string(), ...counts })
  .meta({ id: 'Availability' })

export type AvailabilityAnswer = z.output<typeof skillSchema>

/** A comma ends a name in the query that asks for several. */
const skillName = z
  .string()
  .regex(
    /^(?! )[^\p{C},]{1,100}(?<! )$/u,
    'It must be a name without commas, 100 characters at most',
  )
const params = z.strictObject({ organization_id: z.string().max(20), skill: z.string().max(200) })

/** How many agents of each skill can be reached, as an organization’s clients read it. */
export const availabilityRoutes = [
  route({
    method: 'GET',
    path: '/availability',
    name: 'availability.list',
    summary: 'All skills with how many agents are in each state, by name',
    query: z.strictObject({
      ...pageQuery,
      cursor: z.string().max(1_000).optional().describe('`next_cursor` of the page before'),
      organization_id: z.coerce.number().pipe(organizationId).optional(),
    }),
    answer: pageOf(skillSchema),
    async run({ query: { limit, cursor, organization_id }, actor }, { store }) {
      const wanted = organization_id ?? actor.organizationId
      const found = isOpenTo(actor, wanted)
        ? await store.availability.after(wanted, placeAt(cursor), limit + 1)
        : []
      const shown = found.slice(0, limit)
      const last = found.length > limit ? shown.at(-1) : undefined
      const next_cursor = last === undefined ? null : cursorOf(last)
      return { ...onePage(shown.map(describe)), next_cursor }
    },
  }),
  route({
    method: 'GET',
    path: '/availability/:organization_id/:skill',
    name: 'availability.read',
    summary: 'One skill',
    params,
    answer: skillSchema,
    async run({ params: asked, actor }, { store }) {
      const organization = await demandOrganization(store, asked.organization_id, actor)
      return describe(await demandSkill(store, organization, asked.skill))
    },
  }),
  route({
    method: 'PUT',
    path: '/availability/:organization_id/:skill',
    name: 'availability.put',
    summary: 'Add a skill, or say anew how many agents are in each state',
    params,
    body: z.strictObject(counts),
    answer: skillSchema,
    async run({ params: asked, body, actor }, deps) {
      const put = await deps.store.transaction(async (records) => {
        const organization = await demandOrganization(records, asked.organization_id, actor)
        const skill = demandName(asked.skill)
        const { extended_away: extendedAway, logged_out: loggedOut, ...rest } = body
        const states = { ...rest, extendedAway, loggedOut }
        await records.availability.put(organization, skill, states)
        await recordSkill(deps, records, actor, 'availability.put', organization, skill)
        return { ...states, organizationId: organization, skill }
      })
      return describe(put)
    },
  }),
  route({
    method: 'DELETE',
    path: '/availability/:organization_id/:skill',
    name: 'availability.delete',
    summary: 'Remove a skill; whoever asks for it finds nobody',
    params,
    async run({ params: asked, actor }, deps) {
      await deps.store.transaction(async (records) => {
        const organization = await demandOrganization(records, asked.organization_id, actor)
        if (!(await records.availability.remove(organization, asked.skill))) throw notFound()
        await recordSkill(deps, records, actor, 'availability.delete', organization, asked.skill)
      })
    },
  }),
]

function recordSkill(
  deps: AdminDeps,
  records: Records,
  actor: Actor,
  name: string,
  organizationId: number,
  detail: string,
): Promise<void> {
  return record(deps, records, actor, name, { detail, organizationId })
}

/** One that is another's is not there, as one that nobody ever made. */
async function demandOrganization(
  { organizations }: Pick<Records, 'organizations'>,
  text: string,
  actor: Actor,
): Promise<number> {
  const id = /^\d{1,15}$/.test(text) ? Number(text) : undefined
  const isThere = id !== undefined && isOpenTo(actor, id)
  if (!isThere || (await organizations.load(id)) === undefined) throw notFound()
  return id
}

async function demandSkill(
  { availability }: Pick<Records, 'availability'>,
  organizationId: number,
  skill: string,
): Promise<SkillRecord> {
  const found = await availability.load(organizationId, skill)
  if (found === undefined) throw notFound()
  return { ...found, organizationId, skill }
}

function demandName(text: string): string {
  const read = skillName.safeParse(text)
  if (!read.success) throw refuse('skill', `${read.error.issues[0]?.message}.`)
  return read.data
}

function notFound(): ProtocolError {
  return new ProtocolError('not_found', { description: 'There is no such skill.' })
}

/** A skill has a name and no number, so its place in the list is said by both of its keys. */
function cursorOf({ organizationId, skill }: SkillPlace): string {
  return Buffer.from(JSON.stringify([organizationId, skill])).toString('base64url')
}

function placeAt(cursor: string | undefined): SkillPlace | undefined {
  if (cursor === undefined) return undefined
  try {
    const [id, skill] = z
      .tuple([z.int(), z.string()])
      .parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { organizationId: id, skill }
  } catch {
    throw refuse('cursor', 'It must be the next_cursor of the page before.')
  }
}

function describe(one: SkillRecord): AvailabilityAnswer {
  return {
    organization_id: one.organizationId,
    skill: one.skill,
    ready: one.ready,
    away: one.away,
    extended_away: one.extendedAway,
    logged_out: one.loggedOut,
  }
}
