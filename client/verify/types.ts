/** The styles that a Mintmark server speaks; a newer server may speak others. */
export type Dialect =
  | 'standard'
  | 'vocera'
  | 'eight-by-eight'
  | 'vonage'
  | 'vocalcola'
  | 'envoy'
  | (string & {})

/**
 * How a request may bear its credential: a token as `Authorization: Bearer`, an API key in
 * `X-API-Key`, keys composed into one bearer, or a token in `x-token`.
 */
export type Presentation = 'bearer' | 'api_key' | 'composite' | 'x_token'

/** Who is asking, and how far the credential reaches. */
export interface Caller {
  /** The style whose credential it is. */
  readonly dialect: Dialect
  readonly kind: 'access_token' | 'subject_token' | 'client_key' | 'client_keys'
  readonly clientId: string
  /** Public id of the person it speaks for; `undefined` where a client speaks for itself. */
  readonly subject: string | undefined
  readonly scopes: readonly string[]
  readonly audience: readonly string[]
  readonly issuer: string | undefined
  /** Where the credential says it: the client's organization, and the one thing it is bound to. */
  readonly organizationId: string | undefined
  readonly agentId: string | undefined
  readonly roomId: string | undefined
  readonly planId: string | undefined
  readonly tokenId: string | undefined
  /** Seconds since 1970. */
  readonly issuedAt: number | undefined
  readonly expiresAt: number | undefined
}

/** A request of the web platform, of Node, or anything else with headers. */
export interface RequestLike {
  readonly headers:
    | Pick<Headers, 'get'>
    | Readonly<Record<string, string | readonly string[] | undefined>>
  /** As Node keeps them; a header that came twice is only seen here. */
  readonly rawHeaders?: readonly string[]
  readonly url?: string
  /** Who asks, where the framework knows: limits on guessing keys count by it. */
  readonly ip?: string
}

/** What a route demands beyond a live credential. */
export interface Needs {
  /** All of these. */
  readonly scopes?: readonly string[]
  /** At least one of these. */
  readonly anyScope?: readonly string[]
}

export interface VerifierOptions {
  /** The public address of the Mintmark server (`base_url`): the standard style's `iss`. */
  readonly issuer: string
  /** Where it is reached from here, if not by its public address. */
  readonly baseUrl?: string
  /**
   * What the tokens' audience must name. Without it, the issuer's own API, as tokens say that were
   * asked for without a resource (RFC 8707).
   */
  readonly audience?: string | readonly string[]
  /**
   * Styles whose credentials are accepted. Without it, those whose tokens name an audience, and
   * without `audience` also those that name their client; never those whose tokens are bound to
   * one agent or room.
   */
  readonly dialects?: readonly Dialect[]
  /** Accepts only tokens of this region, where a style has regions. */
  readonly region?: string
  /** `['bearer']` without it. The others need `introspect`. */
  readonly presentations?: readonly Presentation[]
  /** This resource server's own client, named in the issuer's setting `resource_servers`. */
  readonly introspect?: {
    readonly clientId: string
    readonly clientSecret: string
    /** Milliseconds for which an answer is kept, unless the feed ends it before; 10,000. */
    readonly keptMs?: number
  }
  /** For challenges (RFC 9110 §11.5); `mintmark` without it. */
  readonly realm?: string
  /** The address of the RFC 9728 document, told in challenges. */
  readonly resourceMetadata?: string
  /** Milliseconds without a word from the revocation feed after which all is refused; 10,000. */
  readonly stalenessMs?: number
  /** How many verified tokens are remembered; 10,000. */
  readonly cacheSize?: number
  /** Plain `http:` to another machine, such as inside a cluster. */
  readonly allowHttp?: boolean
  readonly fetch?: typeof globalThis.fetch
  /** Milliseconds that never go back; without it, those of the runtime, sleep included. */
  readonly monotonicMs?: () => number
}
