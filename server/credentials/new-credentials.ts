import type { Random } from '../protocol/random.ts'
import type { CredentialKind } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { formatCredential, randomSecret } from './format.ts'
import type { Secrets } from './secrets.ts'

export interface NewCredential {
  readonly id: number
  /** Shown once; afterwards only its keyed hash exists. */
  readonly text: string
}

interface Wanted {
  readonly clientRow: number | undefined
  readonly kind: CredentialKind
  /** `sk` for the private half of a key pair. */
  readonly prefix: 'cs' | 'sk' | 'ak' | 'mk'
  readonly at: number
  readonly expiresAt: number | undefined
  readonly name?: string
  /** Dev mode derives its demo secrets, so that a restart prints the same ones. */
  readonly secret?: string
  readonly createdBy?: string
  /** Of a management key only. */
  readonly permissions?: readonly string[]
  readonly organizationId?: number
}

/** Adds a credential to the store; kinds that are looked up by row carry the row's id. */
export async function addCredential(
  records: Records,
  secrets: Secrets,
  random: Random,
  wanted: Wanted,
): Promise<NewCredential> {
  const secret = wanted.secret ?? randomSecret(random)
  const isNumbered = wanted.prefix === 'ak' || wanted.prefix === 'mk'
  const id = await records.credentials.add({
    clientRow: wanted.clientRow,
    kind: wanted.kind,
    name: wanted.name,
    secretHash: secrets.hash(secret),
    createdAt: wanted.at,
    expiresAt: wanted.expiresAt,
    createdBy: wanted.createdBy,
    permissions: wanted.permissions,
    organizationId: wanted.organizationId,
  })
  const text = formatCredential(wanted.prefix, isNumbered ? [id] : [], secret)
  await records.credentials.setLastFour(id, text.slice(-4))
  return { id, text }
}
