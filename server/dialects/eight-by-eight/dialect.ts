import { header } from '../../protocol/wire.ts'
import { type Dialect, PLAIN_RULES } from '../contract.ts'
import { endpoints } from './endpoints.ts'
import { refuse } from './refuse.ts'
import { resources } from './resources.ts'
import { token } from './token.ts'

/** 8x8 Video Interaction: an API key mints an agent's token and may open a room with it. */
export const eightByEight: Dialect = {
  name: 'eight-by-eight',
  title: '8x8 Video Interaction',
  credential: 'api_key',
  clientsAreMadeBy: 'organizations',
  isOpenToBrowsers: false,
  style: token,
  endpoints: [...endpoints, ...resources],
  rules: {
    ...PLAIN_RULES,
    scopesAreClosed: true,
    grants: ['agent_room'],
    accessTokenLifetimeSec: {
      value: 86_400,
      from: 'No lifetime is documented; a working day, independent of the room.',
    },
  },
  scopes: [],
  issuer: () => 'eight-by-eight',
  presented(request) {
    const token = header(request, 'x-token')
    return token === undefined ? [] : [{ kind: 'bearer', token }]
  },
  refuse,
}
