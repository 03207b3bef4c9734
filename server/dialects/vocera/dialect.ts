import { schemeToken } from '../../protocol/presented.ts'
import { type Dialect, PLAIN_RULES } from '../contract.ts'
import { endpoints } from './endpoints.ts'
import { refuse } from './refuse.ts'
import { resources } from './resources.ts'
import { token } from './token.ts'

/** Vocera: an API key logs one agent in and gets a pair of tokens for its embed. */
export const vocera: Dialect = {
  name: 'vocera',
  title: 'Vocera',
  credential: 'api_key',
  clientsAreMadeBy: 'organizations',
  isOpenToBrowsers: false,
  style: token,
  endpoints: [...endpoints, ...resources],
  rules: {
    ...PLAIN_RULES,
    scopesAreClosed: true,
    grants: ['embed', 'embed_refresh'],
    accessTokenLifetimeSec: { value: 86_400, from: 'Access tokens expire after 24 hours (1 day)' },
    refreshTokenLifetimeSec: {
      value: 7 * 86_400,
      from: 'The refresh token lives longer than the access token; when it ends, log in again.',
    },
    refresh: 'always',
    refreshForm: 'signed',
  },
  scopes: [],
  issuer: () => 'vocera',
  presented(request) {
    const bearer = schemeToken(request, 'bearer')
    if (bearer === undefined) return []
    return [bearer.includes(' ') ? { kind: 'malformed' } : { kind: 'bearer', token: bearer }]
  },
  refuse,
}
