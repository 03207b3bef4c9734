import { z } from 'zod'
import { type Dialect, isResourceEndpoint } from '../dialects/contract.ts'
import { isoTime } from '../protocol/clock.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { AdminDeps } from './deps.ts'
import { CREDENTIAL_PREFIX, instant, publicNumber, timeOrNull } from './values.ts'

export const credentialSchema = z
  .object({
    id: z.string(),
    last_four: z.string().describe('All that is ever shown again of the secret'),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'Credential' })

const fields = {
  id: z.string(),
  client_id: z.string(),
  dialect: z.string(),
  name: z.string(),
  organization_id: z.int(),
  enabled: z.boolean(),
  scopes: z.array(z.string()),
  redirect_uris: z.array(z.string()),
  audiences: z.array(z.string()),
  access_token_lifetime_seconds: z.int().nullable(),
  token_endpoint_auth_method: z
    .enum(['none', 'client_secret_basic'])
    .nullable()
    .describe('`null` where the style has no client secret'),
  created_at: instant,
  updated_at: instant,
  credentials: z.array(credentialSchema),
}

export const clientSchema = z.object(fields).meta({ id: 'Client' })

/** Shown once, where it was made. Which of them depends on the style. */
export const secretFields = {
  client_secret: z.string().optional().describe('The client secret, or the secret half of a pair'),
  api_key: z.string().optional(),
  client_api_key: z.string().optional().describe('Id and secret in one, where a style takes that'),
}

export const newClientSchema = z.object({ ...fields, ...secretFields }).meta({ id: 'NewClient' })

export async function describeClient(
  { store, dialects }: Pick<AdminDeps, 'store' | 'dialects'>,
  client: ClientSummary,
): Promise<z.output<typeof clientSchema>> {
  const dialect = dialects.find((one) => one.name === client.dialect)
  const credentials = await store.credentials.ofClient(client.id)
  return {
    id: client.clientId,
    client_id: client.clientId,
    dialect: client.dialect,
    name: client.name,
    organization_id: client.organizationId,
    enabled: client.isEnabled,
    scopes: [...client.scopes],
    redirect_uris: [...client.redirectUris],
    audiences: [...client.audiences],
    access_token_lifetime_seconds: client.accessTokenLifetimeSec ?? null,
    token_endpoint_auth_method: authenticationMethod(client, dialect),
    created_at: isoTime(client.createdAt),
    updated_at: isoTime(client.updatedAt),
    credentials: credentials.map(describeCredential),
  }
}

export function describeCredential(one: Credential): z.output<typeof credentialSchema> {
  return {
    id: publicNumber(CREDENTIAL_PREFIX, one.id),
    last_four: one.lastFour,
    created_at: isoTime(one.createdAt),
    expires_at: timeOrNull(one.expiresAt),
    revoked_at: timeOrNull(one.revokedAt),
  }
}

/** A new secret under the name that integrators of this style know it by. */
export function showSecret(dialect: Dialect, clientId: string, text: string) {
  if (dialect.credential === 'api_key') return { api_key: text }
  const takesBoth = dialect.endpoints.some(
    (one) => isResourceEndpoint(one) && one.opens.includes('client_key'),
  )
  return takesBoth
    ? {
        client_secret: text,
        client_api_key: Buffer.from(`${clientId}:${text}`).toString('base64'),
      }
    : { client_secret: text }
}

function authenticationMethod(client: ClientSummary, dialect: Dialect | undefined) {
  if (client.isPublic) return 'none'
  return dialect?.credential === 'client_secret' ? 'client_secret_basic' : null
}
