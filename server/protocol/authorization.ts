import type { AuthenticatedClient, Subject } from './client.ts'
import type { Scope } from './scope.ts'

/** What a token is tied to besides client and subject. */
export type Bound =
  | { readonly kind: 'agent'; readonly id: number }
  | { readonly kind: 'room'; readonly id: number }

/**
 * A family of tokens: everything that descends from one consent, code or password. Revoking it
 * ends all of them. Its refresh tokens are derived from salt and generation, never stored.
 */
export interface Family {
  readonly id: number
  readonly salt: Uint8Array
  readonly generation: number
  /** Absolute end of the family; `undefined` where it has none. */
  readonly expiresAt: number | undefined
}

/** What was granted: the whole input of the issuer. A grant makes it and cannot mint. */
export interface Authorization extends AuthenticatedClient {
  readonly grantType: string
  readonly subject: Subject | undefined
  readonly scope: Scope
  readonly audience: readonly string[]
  readonly family: Family | undefined
  /**
   * What signed refresh tokens and their access tokens have in common, where no row stands for it.
   */
  readonly pairId: string | undefined
  /** Which tokens to mint from the family, besides the access token. */
  readonly minting: 'access' | 'access_and_refresh' | 'subject_token'
  readonly bound: Bound | undefined
  /** The room that came into being with this authorization. */
  readonly room: OpenedRoom | undefined
}

export interface OpenedRoom {
  readonly reference: string
  readonly guestCode: string
}
