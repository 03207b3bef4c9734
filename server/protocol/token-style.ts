import type { Bound } from './authorization.ts'

export type SigningAlgorithm = 'HS256' | 'RS256' | 'ES256'

/** What a signed token says, whatever its wire names. */
export interface TokenClaims {
  readonly use: 'access' | 'refresh'
  readonly issuer: string
  readonly clientId: string
  readonly credentialId: number | undefined
  /** What it descends from; revoking that ends it. */
  readonly familyId: string | undefined
  /** Public id of the resource owner. */
  readonly subject: string | undefined
  readonly scope: readonly string[]
  readonly audience: readonly string[]
  readonly bound: Bound | undefined
  readonly issuedAt: number
  readonly expiresAt: number
  readonly tokenId: string
  /** The client's organization, where the dialect's tokens name it. */
  readonly organizationId: number | undefined
}

export interface PublicKeyFacts {
  readonly keyId: string
  /** base64url SHA-1 of the certificate (RFC 7515 §4.1.7), where the key has one. */
  readonly certificateThumbprint: string | undefined
}

/** One dialect's JWT: the order of members is part of the contract. Pure, both ways. */
export interface TokenStyle {
  readonly algorithm: SigningAlgorithm
  header(key: PublicKeyFacts): Readonly<Record<string, unknown>>
  write(claims: TokenClaims): Readonly<Record<string, unknown>>
  /** `undefined` where a member is missing or of a wrong type: missing never means unlimited. */
  read(payload: Readonly<Record<string, unknown>>): TokenClaims | undefined
}
