import { z } from 'zod'
import { ProtocolError } from '../protocol/errors.ts'
import type { Agent } from '../store/agents.ts'
import type { Records } from '../store/records.ts'
import { revokeAgent } from '../tokens/revoke.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { settleOrganization } from './organizations.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { untilRevocationIsPast } from './second.ts'
import { displayName, idParams, organizationId } from './values.ts'

const agentSchema = z
  .object({ id: z.int(), organization_id: z.int(), name: z.string(), active: z.boolean() })
  .meta({ id: 'Agent' })

/** What embed tokens open. Customers know an agent by its number, so that may be chosen. */
export const agentRoutes = [
  route({
    method: 'POST',
    path: '/agents',
    name: 'agents.create',
    summary: 'Add an agent, with a number of its own or the next one',
    body: z.strictObject({
      id: z.int().min(1).max(Number.MAX_SAFE_INTEGER).optional(),
      name: displayName,
      organization_id: organizationId.optional(),
    }),
    answer: agentSchema,
    async run({ body, actor }, deps) {
      const id = await deps.store.transaction(async (records) => {
        const now = deps.clock.now()
        const organization = await settleOrganization(records, body.organization_id, now, actor)
        const { id: wanted, name } = body
        const added = await records.agents.add({
          id: wanted,
          organizationId: organization,
          name,
          createdAt: now,
        })
        await record(deps, records, actor, 'agents.create', {
          detail: String(added),
          organizationId: organization,
        })
        return added
      })
      return describe(await demandAgent(deps.store, String(id), actor))
    },
  }),
  route({
    method: 'GET',
    path: '/agents',
    name: 'agents.list',
    summary: 'All agents, by number',
    query: z.strictObject(pageQuery),
    answer: pageOf(agentSchema),
    run: ({ query, actor }, { store }) =>
      readPage(
        query,
        'lowest',
        (after, limit) => store.agents.page(actor.organizationId, after, limit),
        (agent) => agent.id,
        describe,
      ),
  }),
  route({
    method: 'GET',
    path: '/agents/:id',
    name: 'agents.read',
    summary: 'One agent',
    params: idParams,
    answer: agentSchema,
    run: async ({ params, actor }, { store }) =>
      describe(await demandAgent(store, params.id, actor)),
  }),
  route({
    method: 'PATCH',
    path: '/agents/:id',
    name: 'agents.change',
    summary: 'Switch an agent on or off; off revokes every token that is bound to it',
    params: idParams,
    body: z.strictObject({ active: z.boolean() }),
    answer: agentSchema,
    async run({ params, body, actor }, deps) {
      const changed = await deps.store.transaction(async (records) => {
        const agent = await demandAgent(records, params.id, actor)
        await records.agents.change({ ...agent, isActive: body.active })
        if (agent.isActive && !body.active) await end(deps, records, agent)
        const detail = `${agent.id}: ${body.active ? 'on' : 'off'}`
        const { organizationId } = agent
        await record(deps, records, actor, 'agents.change', { detail, organizationId })
        return { ...agent, isActive: body.active }
      })
      if (body.active) await untilRevocationIsPast(deps, 'agent', changed.id)
      return describe(changed)
    },
  }),
]

function end(deps: AdminDeps, records: Records, agent: Agent): Promise<void> {
  return revokeAgent(records, agent.id, deps.clock.now(), deps.tokenLifetimeSecMax)
}

async function demandAgent(
  { agents }: Pick<Records, 'agents'>,
  text: string,
  actor: Actor,
): Promise<Agent> {
  const agent = /^\d{1,16}$/.test(text) ? await agents.load(Number(text)) : undefined
  if (agent === undefined || !isOpenTo(actor, agent.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such agent.' })
  }
  return agent
}

function describe(agent: Agent): z.output<typeof agentSchema> {
  const { id, organizationId: organization_id, name, isActive: active } = agent
  return { id, organization_id, name, active }
}
