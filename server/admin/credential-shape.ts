import { z } from 'zod'
import { type CredentialForm, shownPrefix } from '../credentials/new-client.ts'
import { type Dialect, isResourceEndpoint } from '../dialects/contract.ts'
import { isoTime } from '../protocol/clock.ts'
import type { Credential } from '../store/credentials.ts'
import { type Maker, makerSchema } from './makers.ts'
import { CREDENTIAL_PREFIX, instant, publicNumber, timeOrNull } from './values.ts'

const STATES = ['live', 'ending', 'ended', 'revoked'] as const

export const credentialSchema = z
  .object({
    id: z.string(),
    prefix: z.string().describe('How its text begins'),
    last_four: z.string().describe('How it ends; nothing else is ever shown again'),
    state: z.enum(STATES).describe('`ending` is good until `expires_at`'),
    created_at: instant,
    created_by: makerSchema.nullable(),
    last_used_at: instant.nullable(),
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'Credential' })

/** Shown once, where it was made. Which of them depends on the style. */
export const secretFields = {
  client_secret: z.string().optional().describe('The client secret, or the secret half of a pair'),
  api_key: z.string().optional(),
  client_api_key: z.string().optional().describe('Id and secret in one, where a style takes that'),
}

export const newCredentialSchema = z
  .object({ ...credentialSchema.shape, ...secretFields })
  .meta({ id: 'NewCredential' })

export interface AboutCredentials {
  /** What clients of its style hold. */
  readonly form: CredentialForm
  readonly now: number
  makerOf(word: string | undefined): Maker | null
}

export function describeCredential(
  one: Credential,
  { form, now, makerOf }: AboutCredentials,
): z.output<typeof credentialSchema> {
  return {
    id: publicNumber(CREDENTIAL_PREFIX, one.id),
    prefix: shownPrefix(form, one.id),
    last_four: one.lastFour,
    state: stateOf(one, now),
    created_at: isoTime(one.createdAt),
    created_by: makerOf(one.createdBy),
    last_used_at: timeOrNull(one.lastUsedAt),
    expires_at: timeOrNull(one.expiresAt),
    revoked_at: timeOrNull(one.revokedAt),
  }
}

export function stateOf(one: Credential, now: number): (typeof STATES)[number] {
  if (one.revokedAt !== undefined) return 'revoked'
  if (one.expiresAt === undefined) return 'live'
  return now < one.expiresAt ? 'ending' : 'ended'
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
