import { integerOf, type Payload, scopesOf, textOf, textsOf } from './claims.ts'

/** What an access token says, whatever its style calls it. */
export interface TokenClaims {
  readonly issuer: string
  readonly clientId: string
  readonly subject: string | undefined
  readonly scopes: readonly string[]
  readonly audience: readonly string[]
  readonly organizationId: string | undefined
  readonly tokenId: string
  readonly familyId: string | undefined
  readonly credentialId: number | undefined
  readonly issuedAt: number
  readonly expiresAt: number
}

/** How one style's access tokens look. What looks otherwise is not one of them. */
interface Style {
  /** The header's `typ` (RFC 8725 §3.11); `undefined` where the style writes none. */
  readonly type: string | undefined
  /** `undefined` where something is missing or of a wrong type: missing never means unlimited. */
  read(payload: Payload): TokenClaims | undefined
}

/** Styles whose tokens are verified offline. Those signed with a shared secret are not here. */
export const STYLES: ReadonlyMap<string, Style> = new Map([
  ['standard', { type: 'at+jwt', read: readStandard }],
  ['vonage', { type: 'JWT', read: readVonage }],
  ['envoy', { type: undefined, read: readEnvoy }],
])

/** RFC 9068 §2.2. */
function readStandard(payload: Payload): TokenClaims | undefined {
  const clientId = textOf(payload.client_id)
  const subject = textOf(payload.sub)
  const scope = payload.scope
  if (clientId === undefined || subject === undefined || typeof scope !== 'string') return undefined
  return complete(payload, {
    clientId,
    // A client that speaks for itself is its own subject.
    subject: subject === clientId ? undefined : subject,
    scopes: scopesOf(scope),
    audience: textsOf(payload.aud),
    issuedAt: payload.iat,
  })
}

/** No `sub` and no `iat`: the instant of issue is `nbf`. */
function readVonage(payload: Payload): TokenClaims | undefined {
  const clientId = textOf(payload.client_id)
  if (clientId === undefined) return undefined
  return complete(payload, {
    clientId,
    subject: undefined,
    scopes: textsOf(payload.scope),
    audience: textsOf(payload.aud),
    issuedAt: payload.nbf,
  })
}

const USER = 'User:'

/** The audience is the client, so these tokens name no resource server. */
function readEnvoy(payload: Payload): TokenClaims | undefined {
  const clientId = textOf(payload.aud)
  const subject = textOf(payload.sub)
  if (payload.typ !== 'access' || clientId === undefined || subject === undefined) return undefined
  const { meta } = payload
  const company = typeof meta === 'object' && meta !== null && 'company_id' in meta
  return complete(payload, {
    clientId,
    subject: subject.startsWith(USER) ? subject.slice(USER.length) : undefined,
    scopes: textsOf(payload.scopes),
    audience: [clientId],
    issuedAt: payload.iat,
    organizationId: company ? textOf(meta.company_id) : undefined,
  })
}

/** What all styles' tokens have, under the same names. */
function complete(
  payload: Payload,
  own: {
    readonly clientId: string
    readonly subject: string | undefined
    readonly scopes: readonly string[] | undefined
    readonly audience: readonly string[] | undefined
    readonly issuedAt: unknown
    readonly organizationId?: string | undefined
  },
): TokenClaims | undefined {
  const { scopes, audience } = own
  const issuer = textOf(payload.iss)
  const tokenId = textOf(payload.jti)
  const issuedAt = integerOf(own.issuedAt)
  const expiresAt = integerOf(payload.exp)
  if (issuer === undefined || tokenId === undefined || issuedAt === undefined) return undefined
  if (expiresAt === undefined || scopes === undefined || audience === undefined) return undefined
  return {
    issuer,
    clientId: own.clientId,
    subject: own.subject,
    scopes,
    audience,
    organizationId: own.organizationId,
    tokenId,
    familyId: textOf(payload.fam),
    credentialId: integerOf(payload.crd),
    issuedAt,
    expiresAt,
  }
}
