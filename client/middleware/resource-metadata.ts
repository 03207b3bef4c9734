import { MintmarkError } from '../errors.ts'

const WELL_KNOWN = '/.well-known/oauth-protected-resource'
const KEPT_SEC = 300

/** What a resource server says of itself (RFC 9728 §2). */
export interface ProtectedResource {
  /** Its own address, which is the audience of its tokens: `https://api.example.com/orders`. */
  readonly resource: string
  /** Issuers whose tokens it takes. */
  readonly issuers: readonly string[]
  readonly scopes?: readonly string[]
  /** For people. */
  readonly name?: string
  readonly documentation?: string
}

export interface PlainAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/**
 * Where the document of a resource is, for challenges: the well-known part stands between host and
 * path (RFC 9728 §3.1). Throws `misconfigured` where the resource is no address, or has a fragment.
 */
export function resourceMetadataUrl(resource: string): string {
  const url = URL.canParse(resource) ? new URL(resource) : undefined
  if (url === undefined || url.hash !== '' || !/^https?:$/.test(url.protocol)) {
    throw new MintmarkError('misconfigured', 'A protected resource is an http(s) address.')
  }
  const path = url.pathname === '/' ? '' : url.pathname
  return `${url.origin}${WELL_KNOWN}${path}${url.search}`
}

/** The document and the path that it is served at. */
export function describeResource(described: ProtectedResource): {
  readonly path: string
  readonly answer: PlainAnswer
} {
  const { pathname: path } = new URL(resourceMetadataUrl(described.resource))
  const body = JSON.stringify({
    resource: described.resource,
    authorization_servers: described.issuers,
    scopes_supported: described.scopes,
    bearer_methods_supported: ['header'],
    resource_name: described.name,
    resource_documentation: described.documentation,
  })
  const headers = {
    'content-type': 'application/json',
    'cache-control': `public, max-age=${KEPT_SEC}`,
    'access-control-allow-origin': '*',
  }
  return { path, answer: { status: 200, headers, body } }
}
