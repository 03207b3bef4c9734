import { z } from 'zod'
import { registerClient } from '../credentials/new-client.ts'
import type { Dialect } from '../dialects/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Records } from '../store/records.ts'
import { noteClientChanged, revokeClient } from '../tokens/revoke.ts'
import { type Actor, isOpenTo, nameOfActor } from './authority.ts'
import { clientFilterOf, filterFields } from './client-filter.ts'
import { demandClientLimits } from './client-limits.ts'
import { clientFields, demandClientRules, dialectNamed } from './client-rules.ts'
import { clientSchema, describeClient, describeClients, newClientSchema } from './client-shape.ts'
import { showSecret } from './credential-shape.ts'
import { refuse } from './invalid-request.ts'
import { settleOrganization } from './organizations.ts'
import { pageOf, pageQuery, readPageWhole } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { untilRevocationIsPast } from './second.ts'
import { expiresInSec, idParams, organizationId } from './values.ts'

/** Registered software (RFC 6749 §2), one client for each that asks for tokens. */
export const clientRoutes = [
  route({
    method: 'POST',
    path: '/clients',
    name: 'clients.create',
    summary: 'Register a client; the answer shows its secret once',
    body: z.strictObject({
      dialect: z.string().max(100).describe('Which style of tokens it speaks; for good'),
      name: clientFields.name,
      scopes: clientFields.scopes.default([]),
      redirect_uris: clientFields.redirect_uris.default([]),
      audiences: clientFields.audiences.default([]),
      access_token_lifetime_seconds: clientFields.access_token_lifetime_seconds.default(null),
      displayed: clientFields.displayed.default(false),
      allowed_ips: clientFields.allowed_ips.default([]),
      allowed_origins: clientFields.allowed_origins.default([]),
      allowed_agents: clientFields.allowed_agents.default([]),
      expires_in_seconds: expiresInSec.default(null),
      organization_id: organizationId.optional(),
      token_endpoint_auth_method: z
        .enum(['none', 'client_secret_basic'])
        .optional()
        .describe('`none` for a public client, which has no secret (RFC 7591 §2)'),
    }),
    answer: newClientSchema,
    async run({ body, actor }, deps) {
      const { store, secrets, random, clock, isDev } = deps
      const dialect = dialectNamed(deps, body.dialect)
      demandMaker(dialect, actor)
      const isPublic = body.token_endpoint_auth_method === 'none'
      // Without a secret only PKCE ties a code to its client.
      if (isPublic && dialect.rules.pkce !== 'required') {
        const detail = `The ${dialect.name} style has no public clients.`
        throw refuse('token_endpoint_auth_method', detail)
      }
      await demandClientRules(deps, dialect.name, body)
      const at = clock.now()
      const registered = await store.transaction(async (records) => {
        const organizationId = await settleOrganization(records, body.organization_id, at, actor)
        await demandClientLimits(records, dialect, organizationId, body, isDev)
        const made = await registerClient(records, secrets, random, {
          organizationId,
          dialect: dialect.name,
          credential: dialect.credential,
          name: body.name,
          isPublic,
          scopes: body.scopes,
          audiences: body.audiences,
          redirectUris: body.redirect_uris,
          accessTokenLifetimeSec: body.access_token_lifetime_seconds ?? undefined,
          isListed: body.displayed,
          allowedIps: body.allowed_ips,
          allowedOrigins: body.allowed_origins,
          allowedAgents: body.allowed_agents,
          createdBy: nameOfActor(actor),
          expiresAt: body.expires_in_seconds === null ? undefined : at + body.expires_in_seconds,
          at,
        })
        const about = { dialect: dialect.name, clientRow: made.id, detail: made.clientId }
        await record(deps, records, actor, 'clients.create', about)
        return made
      })
      const client = await demandClient(store, registered.clientId, actor)
      const text = registered.credential?.text
      return {
        ...(await describeClient(deps, client, actor)),
        ...(text === undefined ? {} : showSecret(dialect, client.clientId, text)),
      }
    },
  }),
  route({
    method: 'GET',
    path: '/clients',
    name: 'clients.list',
    summary: 'All clients, newest first',
    query: z.strictObject({ ...pageQuery, ...filterFields }),
    answer: pageOf(clientSchema),
    run: ({ query, actor }, deps) => {
      const filter = clientFilterOf(query, deps.dialects, actor)
      return readPageWhole(
        query,
        'highest',
        async (before, limit) => (filter ? deps.store.clients.page(filter, before, limit) : []),
        (client) => client.id,
        (clients) => describeClients(deps, clients, actor),
      )
    },
  }),
  route({
    method: 'GET',
    path: '/clients/:id',
    name: 'clients.read',
    summary: 'One client; its secrets are never shown again',
    params: idParams,
    answer: clientSchema,
    run: async ({ params, actor }, deps) =>
      describeClient(deps, await demandClient(deps.store, params.id, actor), actor),
  }),
  route({
    method: 'PATCH',
    path: '/clients/:id',
    name: 'clients.change',
    summary: 'Change a client; disabling it revokes everything that it ever got',
    params: idParams,
    body: z.strictObject({
      name: clientFields.name.optional(),
      scopes: clientFields.scopes.optional().describe('Count from the next token on'),
      redirect_uris: clientFields.redirect_uris.optional(),
      audiences: clientFields.audiences.optional(),
      access_token_lifetime_seconds: clientFields.access_token_lifetime_seconds.optional(),
      displayed: clientFields.displayed.optional(),
      allowed_ips: clientFields.allowed_ips.optional(),
      allowed_origins: clientFields.allowed_origins.optional(),
      allowed_agents: clientFields.allowed_agents.optional(),
      enabled: z.boolean().optional(),
    }),
    answer: clientSchema,
    async run({ params, body, actor }, deps) {
      const { store, clock, tokenLifetimeSecMax, isDev } = deps
      const known = await demandClient(store, params.id, actor)
      await demandClientRules(deps, known.dialect, {
        scopes: body.scopes ?? [],
        redirect_uris: body.redirect_uris ?? [],
        access_token_lifetime_seconds: body.access_token_lifetime_seconds,
      })
      const now = clock.now()
      const changed = await store.transaction(async (records) => {
        const before = await demandClient(records, params.id, actor)
        const lifetimeSec = body.access_token_lifetime_seconds
        const after: ClientSummary = {
          ...before,
          name: body.name ?? before.name,
          scopes: body.scopes ?? before.scopes,
          redirectUris: body.redirect_uris ?? before.redirectUris,
          audiences: body.audiences ?? before.audiences,
          accessTokenLifetimeSec:
            lifetimeSec === undefined ? before.accessTokenLifetimeSec : (lifetimeSec ?? undefined),
          isListed: body.displayed ?? before.isListed,
          allowedIps: body.allowed_ips ?? before.allowedIps,
          allowedOrigins: body.allowed_origins ?? before.allowedOrigins,
          allowedAgents: body.allowed_agents ?? before.allowedAgents,
          isEnabled: body.enabled ?? before.isEnabled,
          updatedAt: now,
        }
        const spoken = deps.dialects.find((one) => one.name === before.dialect)
        const dialect = { name: before.dialect, credential: spoken?.credential }
        const limits = { allowed_origins: [], allowed_agents: [], ...body }
        await demandClientLimits(records, dialect, before.organizationId, limits, isDev)
        await records.clients.change({ ...after, at: now })
        if (before.isEnabled && !after.isEnabled) {
          await revokeClient(records, before, now, tokenLifetimeSecMax)
        }
        await noteClientChanged(records, before.clientId, now)
        await record(deps, records, actor, 'clients.change', {
          dialect: before.dialect,
          clientRow: before.id,
          detail: `${before.clientId}: ${Object.keys(body).join(', ')}`,
        })
        return after
      })
      // Read before the wait, while the request has time for it.
      const described = await describeClient(deps, changed, actor)
      if (body.enabled) await untilRevocationIsPast(deps, 'client', changed.clientId)
      return described
    },
  }),
  route({
    method: 'DELETE',
    path: '/clients/:id',
    name: 'clients.delete',
    summary: 'Delete a client and revoke everything that it ever got',
    params: idParams,
    async run({ params, actor }, deps) {
      const { store, clock, tokenLifetimeSecMax } = deps
      const now = clock.now()
      await store.transaction(async (records) => {
        const client = await demandClient(records, params.id, actor)
        await records.clients.remove(client.id, now)
        await revokeClient(records, client, now, tokenLifetimeSecMax)
        await noteClientChanged(records, client.clientId, now)
        const about = { dialect: client.dialect, clientRow: client.id, detail: client.clientId }
        await record(deps, records, actor, 'clients.delete', about)
      })
    },
  }),
]

/** Throws `access_denied` where the style's clients come from the platform only. */
function demandMaker({ title, clientsAreMadeBy }: Dialect, actor: Actor): void {
  if (clientsAreMadeBy === 'organizations' || actor.organizationId === undefined) return
  throw new ProtocolError('access_denied', {
    description: `Only operators of the platform make clients of the ${title} style.`,
  })
}

export async function demandClient(
  { clients }: Pick<Records, 'clients'>,
  clientId: string,
  actor: Actor,
): Promise<ClientSummary> {
  const client = await clients.load(clientId)
  // A foreign one and one that nobody ever made are answered alike.
  if (client === undefined || !isOpenTo(actor, client.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such client.' })
  }
  return client
}

/** Whoever changes its secrets decides on what the one before left, on whichever node that was. */
export async function demandHeldClient(
  records: Pick<Records, 'clients'>,
  clientId: string,
  actor: Actor,
): Promise<ClientSummary> {
  const { id } = await demandClient(records, clientId, actor)
  await records.clients.hold(id)
  return demandClient(records, clientId, actor)
}
