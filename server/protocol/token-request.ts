import type { Scope } from './scope.ts'

/** How a client shows who it is. The route's dialect says where the proof stood. */
export type ClientProof =
  | {
      readonly kind: 'secret'
      readonly clientId: string
      readonly secret: string
      readonly presentedIn: 'basic' | 'body' | 'bearer'
    }
  | { readonly kind: 'api_key'; readonly key: string; readonly presentedIn: 'body' | 'bearer' }
  | { readonly kind: 'public'; readonly clientId: string; readonly presentedIn: 'body' }
  /** A signed token that is its own proof; no other credential stands beside it. */
  | { readonly kind: 'token'; readonly token: string; readonly presentedIn: 'body' }
  | { readonly kind: 'absent'; readonly presentedIn: 'basic' | 'body' | 'bearer' }

/** What any dialect's request for a token says, once read from the wire. */
export interface TokenRequest {
  /** `undefined` where the request named none. */
  readonly grantType: string | undefined
  readonly proof: ClientProof
  /** `undefined` where the request named none. */
  readonly scope: Scope | undefined
  /** RFC 8707 resource indicators. */
  readonly resources: readonly string[]
  /** Everything else; a grant sees only those that it declares. */
  readonly parameters: Readonly<Record<string, unknown>>
}

/** What a browser brings to the authorization endpoint (RFC 6749 §4.1.1, RFC 7636 §4.3). */
export interface AuthorizationRequest {
  readonly responseType: string | undefined
  readonly clientId: string | undefined
  readonly redirectUri: string | undefined
  readonly scope: Scope | undefined
  readonly state: string | undefined
  readonly codeChallenge: string | undefined
  readonly codeChallengeMethod: string | undefined
  readonly resources: readonly string[]
}
