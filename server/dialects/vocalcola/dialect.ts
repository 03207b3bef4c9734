import { schemeToken } from '../../protocol/presented.ts'
import { type Dialect, PLAIN_RULES } from '../contract.ts'
import { endpoints } from './endpoints.ts'
import { refuse } from './refuse.ts'
import { resources } from './resources.ts'
import { parseComposite } from './token.ts'

/** VocalCola: an app's key pair, a user's consent, and bearers composed of both. */
export const vocalcola: Dialect = {
  name: 'vocalcola',
  title: 'VocalCola',
  credential: 'key_pair',
  // "At this time, Apps can not be automatically created. Submit a support ticket".
  clientsAreMadeBy: 'operators',
  isOpenToBrowsers: false,
  style: undefined,
  endpoints: [...endpoints, ...resources],
  rules: {
    ...PLAIN_RULES,
    grants: ['authorization_code'],
    accessTokenLifetimeSec: { value: 0, from: 'Its bearers have no end of their own.' },
    codeLifetimeSec: { value: 300, from: 'This code expires after a few minutes.' },
    codeYields: 'subject_token',
  },
  scopes: [
    {
      value: 'profile',
      resource: 'VocalCola API',
      description: 'See your name and e-mail address',
    },
    {
      value: 'plans',
      resource: 'VocalCola API',
      description: 'Manage your plans for you',
    },
    { value: 'calls', resource: 'VocalCola API', description: 'See your calls' },
  ],
  issuer: (_, site) => site.baseUrl,
  presented(request) {
    const bearer = schemeToken(request, 'bearer')
    if (bearer === undefined) return []
    const parts = parseComposite(bearer)
    if (parts === undefined) return [{ kind: 'malformed' }]
    return [
      {
        kind: 'composite',
        clientId: parts.publicKey,
        secret: parts.privateKey,
        subjectToken: parts.userToken,
        resourceKey: parts.planKey,
        resourceScope: 'plans',
      },
    ]
  },
  refuse,
}
