import type { Bound } from './authorization.ts'
import type { Client, Subject } from './client.ts'
import type { Scope } from './scope.ts'

/** A credential as a resource request bears it, already split by its dialect. */
export type Presented =
  | { readonly kind: 'bearer'; readonly token: string }
  | { readonly kind: 'client_key'; readonly clientId: string; readonly secret: string }
  | {
      readonly kind: 'composite'
      readonly clientId: string
      readonly secret: string
      readonly subjectToken: string | undefined
      readonly resourceKey: string | undefined
      /** What the user must have agreed to before a resource key counts. */
      readonly resourceScope: string
    }
  /** It was there, but not in this dialect's form. */
  | { readonly kind: 'malformed' }

export interface Plan {
  readonly id: number
  readonly key: string
  readonly name: string
}

/** The facts behind a live credential (RFC 7662 §2.2 holds the wire names). */
export interface Introspection {
  readonly kind: 'access_token' | 'refresh_token' | 'subject_token' | 'client_key' | 'client_keys'
  readonly client: Client
  readonly credentialId: number | undefined
  readonly familyId: string | undefined
  /** Public id of the resource owner. */
  readonly subjectId: string | undefined
  /** The resource owner's record, where the credential's check had to load it anyway. */
  readonly subject: Subject | undefined
  readonly scope: Scope
  readonly audience: readonly string[]
  readonly issuer: string | undefined
  readonly bound: Bound | undefined
  readonly plan: Plan | undefined
  readonly tokenId: string | undefined
  /** Which of our keys signed it, where it is signed. */
  readonly keyId?: string
  readonly issuedAt: number | undefined
  readonly expiresAt: number | undefined
}

/** The number of a family that has a row; others live in signed tokens only. */
export function familyRowOf(familyId: string | undefined): number | undefined {
  const row = Number(familyId)
  return Number.isSafeInteger(row) && row > 0 ? row : undefined
}
