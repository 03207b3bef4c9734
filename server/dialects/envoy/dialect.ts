import type { Presented } from '../../protocol/introspection.ts'
import { decodeBase64, schemeToken } from '../../protocol/presented.ts'
import { header } from '../../protocol/wire.ts'
import { type Dialect, PLAIN_RULES } from '../contract.ts'
import { endpoints } from './endpoints.ts'
import { refuse } from './refuse.ts'
import { resources } from './resources.ts'
import { token } from './token.ts'

/** Envoy: a password grant with refresh, and a long-lived Client API Key for the newer API. */
export const envoy: Dialect = {
  name: 'envoy',
  title: 'Envoy',
  credential: 'client_secret',
  clientsAreMadeBy: 'organizations',
  isOpenToBrowsers: false,
  style: token,
  endpoints: [...endpoints, ...resources],
  rules: {
    ...PLAIN_RULES,
    grants: ['password', 'refresh_token', 'authorization_code', 'client_credentials'],
    accessTokenLifetimeSec: { value: 86_400, from: 'Tokens expire after 24 hours.' },
    refreshTokenLifetimeSec: {
      value: 2_592_000,
      from: '"refresh_token_expires_in": 2592000 in the guide’s answer.',
    },
    codeLifetimeSec: { value: 300, from: 'RFC 6749 §4.1.2: ten minutes at most.' },
    refresh: { scope: 'token.refresh' },
    refreshEnd: 'each',
    scopesForAll: ['token.refresh'],
    redirectUriAtExchange: 'offered',
    passwordRole: 'global_admin',
  },
  scopes: [
    { value: 'token.refresh', resource: 'Tokens', description: 'Stay connected' },
    { value: 'locations.read', resource: 'Locations API', description: 'Read locations' },
    { value: 'companies.read', resource: 'Companies API', description: 'Read the company' },
    { value: 'employees.read', resource: 'Employees API', description: 'Read employees' },
    { value: 'plugin', resource: 'Integrations', description: 'Act as an installed integration' },
  ],
  issuer: (_, site) => site.baseUrl,
  presented(request) {
    const bearer = schemeToken(request, 'bearer')
    const key = header(request, 'x-api-key')
    // A token counts first; the key is tried where the token is refused.
    return [
      ...(bearer === undefined ? [] : [{ kind: 'bearer', token: bearer } as const]),
      ...(key === undefined ? [] : [parseClientApiKey(key)]),
    ]
  },
  refuse,
}

/** The key is base64 of `id:secret`, so that it serves as the Basic value as well. */
function parseClientApiKey(key: string): Presented {
  const pair = decodeBase64(key)
  const colon = pair?.indexOf(':') ?? -1
  if (pair === undefined || colon < 1) return { kind: 'malformed' }
  return { kind: 'client_key', clientId: pair.slice(0, colon), secret: pair.slice(colon + 1) }
}
