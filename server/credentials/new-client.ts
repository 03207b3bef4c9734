import type { Random } from '../protocol/random.ts'
import type { Records } from '../store/records.ts'
import { formatCredential, formatPrefix, randomClientId } from './format.ts'
import { addCredential, type NewCredential } from './new-credentials.ts'
import type { Secrets } from './secrets.ts'

export type CredentialForm = 'client_secret' | 'api_key' | 'key_pair'

export interface ClientWish {
  readonly organizationId: number
  readonly dialect: string
  /** What clients of this dialect hold. */
  readonly credential: CredentialForm
  readonly name: string
  readonly isPublic: boolean
  readonly scopes: readonly string[]
  readonly audiences: readonly string[]
  readonly redirectUris: readonly string[]
  readonly accessTokenLifetimeSec: number | undefined
  readonly allowedIps?: readonly string[]
  readonly allowedOrigins?: readonly string[]
  readonly allowedAgents?: readonly number[]
  readonly isListed?: boolean
  /** `user:<public id>`, `key:<id>` or `cli`. */
  readonly createdBy?: string
  /** When its first credential ends by itself. */
  readonly expiresAt?: number
  readonly at: number
  /** Dev mode derives both, so that a restart prints the same ones. */
  readonly clientId?: string
  readonly secret?: string
}

export interface RegisteredClient {
  readonly id: number
  readonly clientId: string
  /** `undefined` for a public client. Shown once. */
  readonly credential: NewCredential | undefined
}

const PREFIX = { client_secret: 'cs', key_pair: 'sk', api_key: 'ak' } as const

/** Registers software and gives it its first credential, in one transaction of the caller's. */
export async function registerClient(
  records: Records,
  secrets: Secrets,
  random: Random,
  wish: ClientWish,
): Promise<RegisteredClient> {
  const clientId = wish.clientId ?? randomClientId(random)
  const id = await records.clients.add({
    clientId,
    organizationId: wish.organizationId,
    dialect: wish.dialect,
    name: wish.name,
    isPublic: wish.isPublic,
    isEnabled: true,
    scopes: wish.scopes,
    audiences: wish.audiences,
    redirectUris: wish.redirectUris,
    accessTokenLifetimeSec: wish.accessTokenLifetimeSec,
    allowedIps: wish.allowedIps,
    allowedOrigins: wish.allowedOrigins,
    allowedAgents: wish.allowedAgents,
    isListed: wish.isListed,
    createdBy: wish.createdBy,
    at: wish.at,
  })
  const credential = wish.isPublic
    ? undefined
    : await addClientCredential(records, secrets, random, { ...wish, clientRow: id })
  return { id, clientId, credential }
}

/** Another live credential for the same client: rotation without downtime. */
export function addClientCredential(
  records: Records,
  secrets: Secrets,
  random: Random,
  wish: Pick<ClientWish, 'credential' | 'at' | 'secret' | 'createdBy' | 'expiresAt'> & {
    readonly clientRow: number
  },
): Promise<NewCredential> {
  return addCredential(records, secrets, random, {
    clientRow: wish.clientRow,
    kind: wish.credential === 'api_key' ? 'api_key' : 'client_secret',
    prefix: PREFIX[wish.credential],
    at: wish.at,
    expiresAt: wish.expiresAt,
    secret: wish.secret,
    createdBy: wish.createdBy,
  })
}

/** The beginning of its text, which lists may show: it tells a kind, and an API key from others. */
export function shownPrefix(form: CredentialForm, id: number): string {
  return formatPrefix(PREFIX[form], form === 'api_key' ? [id] : [])
}

/** The text of a credential whose secret is known again; only dev mode's demo secrets are. */
export function credentialText(form: CredentialForm, id: number, secret: string): string {
  return formatCredential(PREFIX[form], form === 'api_key' ? [id] : [], secret)
}
