import { readTokens } from '../wire/tokens.ts'
import { misconfigured, readSecret, type SourceOptions } from './options.ts'
import { bearer, openSource, readBases, type TokenSource } from './token-source.ts'

export type VonageRegion = 'emea' | 'nam' | 'apac'

export interface VonageOptions extends SourceOptions {
  readonly clientId: string
  readonly clientSecret: string
  /** At least one of those that the credentials have, such as `agents-availability:read`. */
  readonly scopes: readonly string[]
  /**
   * Which of the vendor's gateways. Needed without `baseUrl`; with one it takes the place of
   * `{region}` there and in `apiUrl`.
   */
  readonly region?: VonageRegion
}

const VENDOR = 'https://{region}.cc.vonage.com'
const VENDOR_API = 'https://{region}.api.cc.vonage.com'
/** Without a version here the vendor's APIs answer 400; a caller may ask for another one. */
const HEADERS = { accept: 'application/vnd.newvoicemedia.v1+json' }

/**
 * Bearer tokens of Vonage Contact Center, by client credentials in the body. By the vendor's page
 * "Authentication API", https://docs-vcc.atlassian.net/wiki/spaces/VCCA/.
 */
export function vonage(options: VonageOptions): TokenSource {
  const { region, scopes } = options
  const clientId = readSecret('clientId', options.clientId)
  const clientSecret = readSecret('clientSecret', options.clientSecret)
  if (scopes.length === 0) throw misconfigured('scopes names at least one scope')
  const baseUrl = inRegion(options.baseUrl ?? VENDOR, region)
  const vendorApi = options.baseUrl === undefined ? VENDOR_API : baseUrl
  const apiUrl = inRegion(options.apiUrl ?? vendorApi, region)
  const { issuer, api } = readBases({ ...options, baseUrl, apiUrl })
  const scope = scopes.join(' ')
  return openSource(
    {
      identity: ['vonage', issuer, region ?? '', clientId, clientSecret, [...scopes].sort()],
      apiUrl: api,
      isRotating: false,
      requestsMax: 1,
      present: bearer,
      headers: HEADERS,
      renew: async (ask) => {
        const grant = { grant_type: 'client_credentials' }
        const client = { client_id: clientId, client_secret: clientSecret }
        const body = new URLSearchParams({ ...grant, ...client, scope })
        return readTokens(await ask({ url: `${issuer}/Auth/connect/token`, body }))
      },
    },
    options,
  ).source
}

function inRegion(address: string | URL, region: VonageRegion | undefined): string {
  const text = `${address}`
  if (!text.includes('{region}')) return text
  if (region === undefined) throw misconfigured('region is emea, nam or apac')
  return text.replace('{region}', region)
}
