import { z } from 'zod'
import type { Dialect } from '../dialects/contract.ts'
import { isoTime } from '../protocol/clock.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { Actor } from './authority.ts'
import { credentialSchema, describeCredential, secretFields } from './credential-shape.ts'
import type { AdminDeps } from './deps.ts'
import { makerSchema, makersOf } from './makers.ts'
import { instant, timeOrNull } from './values.ts'

const fields = {
  id: z.string(),
  client_id: z.string(),
  dialect: z.string(),
  name: z.string(),
  organization_id: z.int(),
  enabled: z.boolean(),
  displayed: z.boolean().describe('Whether it is ready to be shown to who looks for one'),
  scopes: z.array(z.string()),
  redirect_uris: z.array(z.string()),
  audiences: z.array(z.string()),
  access_token_lifetime_seconds: z.int().nullable(),
  token_endpoint_auth_method: z
    .enum(['none', 'client_secret_basic'])
    .nullable()
    .describe('`null` where the style has no client secret'),
  allowed_ips: z.array(z.string()).describe('Where its credentials may come from; none: anywhere'),
  allowed_origins: z.array(z.string()).describe('Where its embeds may be; none: where the agent’s'),
  allowed_agents: z.array(z.int()).describe('What its keys open; none: all of its organization'),
  created_at: instant,
  created_by: makerSchema.nullable(),
  updated_at: instant,
  last_used_at: instant.nullable(),
  credentials: z.array(credentialSchema),
}

export const clientSchema = z.object(fields).meta({ id: 'Client' })
export const newClientSchema = z.object({ ...fields, ...secretFields }).meta({ id: 'NewClient' })

export type ClientAnswer = z.output<typeof clientSchema>
type Deps = Pick<AdminDeps, 'store' | 'dialects' | 'clock'>

export async function describeClient(
  deps: Deps,
  client: ClientSummary,
  actor: Actor,
): Promise<ClientAnswer> {
  const [described] = await describeClients(deps, [client], actor)
  if (described === undefined) throw new Error('One client has one description.')
  return described
}

/** What belongs to them is looked up for all of them at once. */
export async function describeClients(
  { store, dialects, clock }: Deps,
  clients: readonly ClientSummary[],
  actor: Actor,
): Promise<ClientAnswer[]> {
  if (clients.length === 0) return []
  const now = clock.now()
  const credentials = await store.credentials.ofClients(clients.map((one) => one.id))
  const ofClient = Map.groupBy(credentials, (one) => one.clientRow)
  const words = [...clients, ...credentials].map((one) => one.createdBy)
  const makerOf = await makersOf(store, actor, words)
  return clients.map((client) => {
    const dialect = dialects.find((one) => one.name === client.dialect)
    const own = ofClient.get(client.id) ?? []
    const about = { form: dialect?.credential ?? 'client_secret', now, makerOf }
    return {
      id: client.clientId,
      client_id: client.clientId,
      dialect: client.dialect,
      name: client.name,
      organization_id: client.organizationId,
      enabled: client.isEnabled,
      displayed: client.isListed,
      scopes: [...client.scopes],
      redirect_uris: [...client.redirectUris],
      audiences: [...client.audiences],
      access_token_lifetime_seconds: client.accessTokenLifetimeSec ?? null,
      token_endpoint_auth_method: authenticationMethod(client, dialect),
      allowed_ips: [...client.allowedIps],
      allowed_origins: [...client.allowedOrigins],
      allowed_agents: [...client.allowedAgents],
      created_at: isoTime(client.createdAt),
      created_by: makerOf(client.createdBy),
      updated_at: isoTime(client.updatedAt),
      last_used_at: timeOrNull(lastUseOf(own)),
      credentials: own.map((one) => describeCredential(one, about)),
    }
  })
}

function lastUseOf(credentials: readonly Credential[]): number | undefined {
  const uses = credentials.flatMap((one) => one.lastUsedAt ?? [])
  return uses.length === 0 ? undefined : Math.max(...uses)
}

function authenticationMethod(client: ClientSummary, dialect: Dialect | undefined) {
  if (client.isPublic) return 'none'
  return dialect?.credential === 'client_secret' ? 'client_secret_basic' : null
}
