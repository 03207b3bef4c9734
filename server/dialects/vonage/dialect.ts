import { schemeToken } from '../../protocol/presented.ts'
import { regionOf, regionOrigin } from '../../protocol/site.ts'
import { type Dialect, PLAIN_RULES, type ScopeWords } from '../contract.ts'
import { endpoints } from './endpoints.ts'
import { refuse } from './refuse.ts'
import { resources } from './resources.ts'
import { token } from './token.ts'

/** The ten scopes, with the descriptions that the vendor's API Credentials page shows. */
const scopes: readonly ScopeWords[] = [
  scope('agents-availability:read', 'Agent Availability API', 'View agent availability'),
  scope(
    'users:read',
    'Agents API, User Admin API',
    'Read VCC user details, settings, and presences',
  ),
  scope(
    'users:write',
    'Agents API, User Admin API',
    'Update VCC user details, settings, and presences',
  ),
  scope(
    'interaction-content:read',
    'Conversation Analyzer API, Interaction Content API and Interaction Content Export API',
    'Read or download interaction content',
  ),
  scope(
    'interaction-content:delete',
    'Interaction Content API and Interaction Content Export API',
    'Delete interaction content (e.g. call recordings, transcripts)',
  ),
  scope('stats', 'Insights Stats API', 'View Insights stats'),
  scope('interactions:write', 'Interactions API', 'Create and update active interactions'),
  scope('globalpci', 'Payment API', 'Create secure payment sessions'),
  scope('admin:read', 'Webhooks API', 'Read VCC administration settings'),
  scope('admin:write', 'Webhooks API', 'Update VCC administration settings'),
]

/** Vonage Contact Center: client credentials with scopes behind a regional gateway. */
export const vonage: Dialect = {
  name: 'vonage',
  title: 'Vonage Contact Center',
  credential: 'client_secret',
  clientsAreMadeBy: 'organizations',
  isOpenToBrowsers: true,
  style: token,
  endpoints: [...endpoints, ...resources],
  rules: {
    ...PLAIN_RULES,
    grants: ['client_credentials'],
    accessTokenLifetimeSec: {
      value: 900,
      from: 'By default, your token expires after 15 minutes.',
    },
    scopeIsRequired: true,
    scopesAreClosed: true,
    audience: { issuerWith: '/resources' },
  },
  scopes,
  issuer: (host, site) => `${regionOrigin(regionOf(host, site), site)}/Auth`,
  presented(request) {
    const bearer = schemeToken(request, 'bearer')
    return bearer === undefined ? [] : [{ kind: 'bearer', token: bearer }]
  },
  refuse,
}

function scope(value: string, resource: string, description: string): ScopeWords {
  return { value, resource, description }
}
