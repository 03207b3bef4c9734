import { schemeToken } from '../../protocol/presented.ts'
import { type Dialect, PLAIN_RULES } from '../contract.ts'
import { endpoints } from './endpoints.ts'
import { refuse } from './refuse.ts'
import { resources } from './resources.ts'
import { token } from './token.ts'

/** OAuth 2 as the RFCs write it, for machines and for people with a browser. */
export const standard: Dialect = {
  name: 'standard',
  title: 'OAuth 2',
  credential: 'client_secret',
  clientsAreMadeBy: 'organizations',
  isOpenToBrowsers: true,
  style: token,
  endpoints: [...endpoints, ...resources],
  rules: {
    ...PLAIN_RULES,
    grants: ['authorization_code', 'client_credentials', 'refresh_token'],
    accessTokenLifetimeSec: { value: 900, from: 'RFC 9700 §4.10: short-lived access tokens.' },
    refreshTokenLifetimeSec: {
      value: 30 * 86_400,
      from: 'RFC 9700 §4.14.2: refresh tokens should expire.',
    },
    codeLifetimeSec: {
      value: 60,
      from: 'RFC 6749 §4.1.2: ten minutes at most, shorter is better.',
    },
    refresh: 'always',
    refreshRetry: 'same_successor',
    pkce: 'required',
    audience: { issuerWith: '' },
  },
  scopes: [
    { value: 'api:read', resource: 'API', description: 'Read your data' },
    { value: 'api:write', resource: 'API', description: 'Change your data' },
  ],
  issuer: (_, site) => site.baseUrl,
  presented(request) {
    const bearer = schemeToken(request, 'bearer')
    return bearer === undefined ? [] : [{ kind: 'bearer', token: bearer }]
  },
  refuse,
}
