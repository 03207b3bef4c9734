import type { ProtocolError } from '../protocol/errors.ts'
import type { Presented } from '../protocol/introspection.ts'
import type { ResourceOperations } from '../protocol/resource-operations.ts'
import type { Site } from '../protocol/site.ts'
import type { AuthorizationRequest, ClientProof, TokenRequest } from '../protocol/token-request.ts'
import type { TokenSet } from '../protocol/token-set.ts'
import type { TokenStyle } from '../protocol/token-style.ts'
import type { BodyKind, WireRequest, WireResponse } from '../protocol/wire.ts'

/**
 * One wire style: a pure translation of requests in, and of answers and refusals out. It cannot
 * decide anything. What differs between vendors is data here or one of these functions.
 */
export interface Dialect {
  /** Folder, setting and audit name. */
  readonly name: string
  readonly title: string
  readonly rules: DialectRules
  /** How its signed tokens look; `undefined` where it signs none. */
  readonly style: TokenStyle | undefined
  readonly endpoints: readonly Endpoint[]
  /** Its clients hold an API key, or an id with a secret, or the two halves of a key pair. */
  readonly credential: 'client_secret' | 'api_key' | 'key_pair'
  /** Who may register such a client; what the platform keeps to itself, a customer asks for. */
  readonly clientsAreMadeBy: 'operators' | 'organizations'
  /** Whether browsers of any origin may read its answers. Cookies never count here. */
  readonly isOpenToBrowsers: boolean
  /** The scopes that it is born with, in the vendor's words. */
  readonly scopes: readonly ScopeWords[]
  /** The `iss` of its tokens, which may depend on the host that was asked. */
  issuer(host: string, site: Site): string
  /** Credentials that a resource request bears, in the order in which to try them. */
  presented(request: WireRequest): readonly Presented[]
  refuse(error: ProtocolError, operation: Operation, context: RefusalContext): WireResponse
}

export interface RefusalContext {
  readonly requestId: string
  readonly now: number
}

export interface ScopeWords {
  readonly value: string
  /** The API that it opens. */
  readonly resource: string
  readonly description: string
}

/** A default, and the sentence that it comes from. A setting may override the value. */
export interface Default {
  readonly value: number
  readonly from: string
}

export interface DialectRules {
  /** Grants on offer; everything else is an unsupported grant type. */
  readonly grants: readonly string[]
  readonly accessTokenLifetimeSec: Default
  readonly refreshTokenLifetimeSec: Default
  readonly codeLifetimeSec: Default
  /** When an authorization brings a refresh token. */
  readonly refresh: 'always' | 'never' | { readonly scope: string }
  /** Whether each refresh token has its own lifetime, or all of a family end together. */
  readonly refreshEnd: 'each' | 'together'
  /** How refresh tokens are kept: rotated through the store, or signed and never rotated. */
  readonly refreshForm: 'rotating' | 'signed'
  /** What a client gets that repeats a refresh because it lost the answer. */
  readonly refreshRetry: 'same_successor' | 'refuse'
  readonly scopeIsRequired: boolean
  /**
   * Whether only scopes that are described may be given to a client, or any that an API invents.
   */
  readonly scopesAreClosed: boolean
  /** Scopes open to every client of this dialect. */
  readonly scopesForAll: readonly string[]
  /** RFC 7636: whether the code flow insists on a challenge. */
  readonly pkce: 'required' | 'offered'
  /** Whether the exchange must repeat the redirect URI (RFC 6749 §4.1.3). */
  readonly redirectUriAtExchange: 'required' | 'offered'
  /** What the code flow yields: an access token, or a subject token for composite bearers. */
  readonly codeYields: 'access' | 'subject_token'
  /** Role that a user needs for the password grant. */
  readonly passwordRole: string | undefined
  /** The audience where no resource is named (RFC 9068 §3): the client, or the issuer and this. */
  readonly audience: 'client' | { readonly issuerWith: string }
}

const NOT_OFFERED: Default = { value: 0, from: 'Nothing of the kind is documented.' }

/** A dialect that says nothing else: no refresh, no code flow, scopes free to leave out. */
export const PLAIN_RULES: DialectRules = {
  grants: [],
  accessTokenLifetimeSec: NOT_OFFERED,
  refreshTokenLifetimeSec: NOT_OFFERED,
  codeLifetimeSec: NOT_OFFERED,
  refresh: 'never',
  refreshEnd: 'together',
  refreshForm: 'rotating',
  refreshRetry: 'refuse',
  scopeIsRequired: false,
  scopesAreClosed: false,
  scopesForAll: [],
  pkce: 'offered',
  redirectUriAtExchange: 'required',
  codeYields: 'access',
  passwordRole: undefined,
  audience: 'client',
}

interface EndpointBasics {
  readonly path: string
  /**
   * Other spellings of the path. Duplicate and trailing slashes and letter case are free anyway.
   */
  readonly aliases?: readonly string[]
  readonly accepts?: readonly BodyKind[]
}

export interface TokenEndpoint extends EndpointBasics {
  readonly operation: 'token'
  readonly method: 'POST'
  readonly accepts: readonly BodyKind[]
  read(request: WireRequest): TokenRequest
  write(tokens: TokenSet, asked: TokenRequest, site: Site): WireResponse
}

export interface AuthorizationEndpoint extends EndpointBasics {
  readonly operation: 'authorization'
  readonly method: 'GET'
  read(request: WireRequest): AuthorizationRequest
}

/** RFC 7009 and RFC 7662, for tokens of every dialect. */
export interface TokenCareEndpoint extends EndpointBasics {
  readonly operation: 'introspection' | 'revocation'
  readonly method: 'POST'
  readonly accepts: readonly BodyKind[]
  read(request: WireRequest): TokenCareRequest
}

export interface TokenCareRequest {
  readonly proof: ClientProof
  readonly token: unknown
  /** A resource server asks about what a header bore, as it stood there. */
  readonly header?: unknown
  /** Who bore it to the resource server: what is limited by address is limited by that one. */
  readonly address?: unknown
}

export interface PublicEndpoint extends EndpointBasics {
  readonly operation: 'jwks' | 'metadata'
  readonly method: 'GET'
  /** Whether this metadata leads verifiers to every style's keys and to the revocation feed. */
  readonly isForVerifiers?: boolean
}

/** A person opens it in a browser with a credential in the URL. */
export interface DoorEndpoint extends EndpointBasics {
  readonly operation: 'agent_sign_in' | 'guest'
  readonly method: 'GET'
}

/** What a request must bear. A route that requires nothing of a scope says why. */
export type Requirement =
  | { readonly scopes: readonly string[] }
  | { readonly noScopeBecause: string }

export type ResourceKind = 'access_token' | 'client_key' | 'client_keys' | 'subject_token'

export interface ResourceEndpointOf<Op extends keyof ResourceOperations> extends EndpointBasics {
  readonly operation: Op
  readonly method: 'GET' | 'POST'
  readonly requires: Requirement
  /** Whether pages of the origins that its token's agent names may ask, so that they may try. */
  readonly isForPages?: boolean
  /** Kinds of credential that open it. */
  readonly opens: readonly ResourceKind[]
  read(request: WireRequest): ResourceOperations[Op]['input']
  write(output: ResourceOperations[Op]['output'], context: ResourceContext): WireResponse
}

export interface ResourceContext {
  readonly request: WireRequest
  readonly site: Site
  readonly now: number
}

export type ResourceEndpoint = {
  [Op in keyof ResourceOperations]: ResourceEndpointOf<Op>
}[keyof ResourceOperations]

export type Endpoint =
  | TokenEndpoint
  | AuthorizationEndpoint
  | TokenCareEndpoint
  | PublicEndpoint
  | DoorEndpoint
  | ResourceEndpoint

/** `api`: what operators put behind the gateway, which is no endpoint of a dialect. */
export type Operation = Endpoint['operation'] | 'api'

export function isResourceEndpoint(endpoint: Endpoint): endpoint is ResourceEndpoint {
  return 'opens' in endpoint
}

/** A style whose keys anybody can read, and the issuer whose metadata says where (RFC 8414). */
export interface PublishedSigner {
  readonly dialect: string
  readonly issuer: string
}

interface Served {
  readonly dialects: readonly Dialect[]
  readonly site: Site
  isOn(dialect: string): boolean
}

/** The style that signs what is for anybody's verifier; none where none with keys is served. */
export function publishedSigner({ dialects, site, isOn }: Served): PublishedSigner | undefined {
  const found = dialects.find((one) => hasPublishedKeys(one) && isOn(one.name))
  return found && { dialect: found.name, issuer: found.issuer('', site) }
}

/** A secret that both sides know cannot be published. */
function hasPublishedKeys({ style, endpoints }: Dialect): boolean {
  return (
    style !== undefined &&
    style.algorithm !== 'HS256' &&
    endpoints.some((one) => one.operation === 'jwks')
  )
}
