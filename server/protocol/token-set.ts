import type { Authorization } from './authorization.ts'

/** What the issuer minted, before a dialect writes it down. */
export interface TokenSet {
  readonly authorization: Authorization
  readonly issuedAt: number
  readonly accessToken: string | undefined
  readonly accessExpiresInSec: number
  readonly refreshToken: string | undefined
  readonly refreshExpiresInSec: number | undefined
  /** A long-lived token that names the resource owner, for composite bearers. */
  readonly subjectToken: string | undefined
}
