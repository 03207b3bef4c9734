/** Where this mint is reached; a dialect builds issuers and links from it. */
export interface Site {
  /** No trailing slash. */
  readonly baseUrl: string
  readonly defaultRegion: string
  readonly regions: readonly Region[]
}

export interface Region {
  readonly name: string
  /** Host name that hands out this region's tokens, without port. */
  readonly tokenHost: string
  /** Host name of this region's APIs, without port. */
  readonly apiHost: string
}

const LABEL = '[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?'
/** A name of DNS (RFC 1123 §2.1) in small letters: no scheme, no port, no path, no user. */
export const HOST_NAME = new RegExp(`^(?=.{1,253}$)${LABEL}(?:\\.${LABEL})*$`)

/** The region that a host belongs to; the default one for a host that is not known. */
export function regionOf(host: string, site: Site): Region {
  const name = host.replace(/:\d+$/, '')
  const region =
    site.regions.find((one) => one.tokenHost === name || one.apiHost === name) ??
    site.regions.find((one) => one.name === site.defaultRegion)
  if (region === undefined) throw new Error(`Region ${site.defaultRegion} is not configured.`)
  return region
}

/** A region's token host as the origin of a URL, on the scheme and port of this site. */
export function regionOrigin(region: Region, site: Site): string {
  const { protocol, port } = new URL(site.baseUrl)
  return `${protocol}//${region.tokenHost}${port === '' ? '' : `:${port}`}`
}
