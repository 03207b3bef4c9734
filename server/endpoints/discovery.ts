import type { Dialect, Endpoint } from '../dialects/contract.ts'
import { regionOrigin, type Site } from '../protocol/site.ts'
import { json, type WireRequest, type WireResponse } from '../protocol/wire.ts'
import type { KeyRing } from '../tokens/key-ring.ts'
import { FEED_PATH } from './revocations.ts'

/** A verifier may keep the keys this long; a new key is published longer before it signs. */
export const JWKS_KEPT_SEC = 300

/** RFC 7517 §5: every key that a token of this dialect may be signed with, now or soon. */
export function answerJwks(keys: KeyRing, dialect: Dialect): WireResponse {
  return json(
    200,
    { keys: keys.publicKeys(dialect.name) },
    { 'cache-control': `public, max-age=${JWKS_KEPT_SEC}` },
  )
}

export interface MetadataDeps {
  readonly site: Site
  readonly dialects: readonly Dialect[]
  isOn(dialect: string): boolean
}

/** RFC 8414, made out of what the dialect really offers. */
export function answerMetadata(
  dialect: Dialect,
  { site, dialects, isOn }: MetadataDeps,
  request: WireRequest,
): WireResponse {
  const issuer = dialect.issuer(request.host, site)
  // An issuer with a path serves everything below its own origin.
  const { origin } = new URL(issuer)
  const at = (operation: Endpoint['operation']): string | undefined => {
    const endpoint = dialect.endpoints.find((one) => one.operation === operation)
    return endpoint && `${origin}${endpoint.path}`
  }
  const offers = (grant: string): boolean => dialect.rules.grants.includes(grant)
  const hasCode = offers('authorization_code')
  const clientAuthentication = [
    'client_secret_basic',
    'client_secret_post',
    ...(hasCode ? ['none'] : []),
  ]
  const isForVerifiers = dialect.endpoints.some(
    (one) => one.operation === 'metadata' && one.isForVerifiers,
  )
  return json(
    200,
    {
      issuer,
      authorization_endpoint: at('authorization'),
      token_endpoint: at('token'),
      jwks_uri: at('jwks'),
      introspection_endpoint: at('introspection'),
      revocation_endpoint: at('revocation'),
      scopes_supported: dialect.scopes.map((scope) => scope.value),
      response_types_supported: hasCode ? ['code'] : [],
      response_modes_supported: hasCode ? ['query'] : undefined,
      grant_types_supported: dialect.rules.grants,
      token_endpoint_auth_methods_supported: clientAuthentication,
      introspection_endpoint_auth_methods_supported: at('introspection')
        ? ['client_secret_basic', 'client_secret_post']
        : undefined,
      revocation_endpoint_auth_methods_supported: at('revocation')
        ? clientAuthentication
        : undefined,
      code_challenge_methods_supported: hasCode ? ['S256'] : undefined,
      authorization_response_iss_parameter_supported: hasCode ? true : undefined,
      ...(isForVerifiers && {
        mintmark_revocation_feed: `${origin}${FEED_PATH}`,
        mintmark_styles: dialects
          .filter(({ name }) => isOn(name))
          .flatMap((one) => styleForVerifiers(one, site, origin)),
      }),
    },
    { 'cache-control': 'public, max-age=300' },
  )
}

/** Where the keys of a style stand and under which names it issues; nothing where none can. */
function styleForVerifiers(dialect: Dialect, site: Site, origin: string) {
  const { name, style, endpoints, rules } = dialect
  const jwks = endpoints.find((one) => one.operation === 'jwks')
  // A secret that both sides know cannot be published: such tokens are introspected.
  if (style === undefined || style.algorithm === 'HS256' || jwks === undefined) return []
  const issuers = new Map(
    site.regions.map((region) => {
      const issuer = dialect.issuer(region.tokenHost, site)
      const isRegional = new URL(issuer).origin === regionOrigin(region, site)
      return [issuer, isRegional ? region.name : undefined] as const
    }),
  )
  return [
    {
      name,
      algorithm: style.algorithm,
      issuers: [...issuers].map(([issuer, region]) => ({ issuer, region })),
      jwks_uri: `${origin}${jwks.path}`,
      /** What follows the issuer in the audience where none was asked for; none: the client. */
      audience_suffix: rules.audience === 'client' ? undefined : rules.audience.issuerWith,
    },
  ]
}
