import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import type { Agent } from '../store/agents.ts'
import type { Records } from '../store/records.ts'
import { noteChanged, revokeAgent } from '../tokens/revoke.ts'
import {
  changedTerms,
  demandFrameUrl,
  describeLease,
  frameUrlField,
  leaseField,
  leaseSchema,
} from './agent-lease.ts'
import { demandAgent } from './demand-agent.ts'
import type { AdminDeps } from './deps.ts'
import { settleOrganization } from './organizations.ts'
import { demandOrigins, originsField } from './origins.ts'
import { ownAndText, ownFilterOf } from './own-filter.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { untilRevocationIsPast } from './second.ts'
import { displayName, idParams, instant, organizationId } from './values.ts'

const agentSchema = z
  .object({
    id: z.int(),
    organization_id: z.int(),
    name: z.string(),
    active: z.boolean(),
    allowed_origins: z.array(z.string()).describe('Pages that may show it; none: no page'),
    lease: leaseSchema.describe('What its embed tokens are limited to; null is no limit'),
    frame_url: frameUrlField,
    created_at: instant,
  })
  .meta({ id: 'Agent' })

export type AgentAnswer = z.output<typeof agentSchema>

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
      allowed_origins: originsField.default([]),
      lease: leaseField.optional(),
      frame_url: frameUrlField.optional(),
      organization_id: organizationId.optional(),
    }),
    answer: agentSchema,
    async run({ body, actor }, deps) {
      demandOrigins(body.allowed_origins, 'allowed_origins', deps.isDev)
      demandFrameUrl(body.frame_url, deps.isDev)
      const id = await deps.store.transaction(async (records) => {
        const now = deps.clock.now()
        const organization = await settleOrganization(records, body.organization_id, now, actor)
        const { id: wanted, name, allowed_origins: allowedOrigins } = body
        const added = await records.agents.add({
          id: wanted,
          organizationId: organization,
          name,
          allowedOrigins,
          lease: changedTerms(undefined, body.lease),
          frameUrl: body.frame_url ?? undefined,
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
    query: z.strictObject({ ...pageQuery, ...ownAndText }),
    answer: pageOf(agentSchema),
    run: ({ query, actor }, { store }) =>
      readPage(
        query,
        'lowest',
        async (after, limit) => {
          const filter = ownFilterOf(query, actor)
          return filter ? store.agents.page(filter, after, limit) : []
        },
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
    summary: 'Change an agent; off revokes every token that is bound to it',
    params: idParams,
    body: z.strictObject({
      name: displayName.optional(),
      active: z.boolean().optional(),
      allowed_origins: originsField.optional().describe('Count from the next request on'),
      lease: leaseField.optional().describe('Counts from the next frame on'),
      frame_url: frameUrlField.optional(),
    }),
    answer: agentSchema,
    async run({ params, body, actor }, deps) {
      demandOrigins(body.allowed_origins ?? [], 'allowed_origins', deps.isDev)
      demandFrameUrl(body.frame_url, deps.isDev)
      const changed = await deps.store.transaction(async (records) => {
        const before = await demandAgent(records, params.id, actor)
        const after: Agent = {
          ...before,
          name: body.name ?? before.name,
          isActive: body.active ?? before.isActive,
          allowedOrigins: body.allowed_origins ?? before.allowedOrigins,
          lease: changedTerms(before.lease, body.lease),
          frameUrl: body.frame_url === undefined ? before.frameUrl : (body.frame_url ?? undefined),
        }
        await records.agents.change(after)
        if (before.isActive && !after.isActive) await end(deps, records, before)
        // Frames of pages that are not named any more are told so.
        await noteChanged(records, 'agent', String(before.id), deps.clock.now())
        const { organizationId } = before
        const detail = `${before.id}: ${Object.keys(body).join(', ')}`
        await record(deps, records, actor, 'agents.change', { detail, organizationId })
        return after
      })
      if (body.active) await untilRevocationIsPast(deps, 'agent', changed.id)
      return describe(changed)
    },
  }),
]

function end(deps: AdminDeps, records: Records, agent: Agent): Promise<void> {
  return revokeAgent(records, agent.id, deps.clock.now(), deps.tokenLifetimeSecMax)
}

function describe(agent: Agent): AgentAnswer {
  return {
    id: agent.id,
    organization_id: agent.organizationId,
    name: agent.name,
    active: agent.isActive,
    allowed_origins: [...agent.allowedOrigins],
    lease: describeLease(agent.lease),
    frame_url: agent.frameUrl ?? null,
    created_at: isoTime(agent.createdAt),
  }
}
