import { fieldsOf } from '../../protocol/fields.ts'
import { schemeToken } from '../../protocol/presented.ts'
import type { Site } from '../../protocol/site.ts'
import type { ClientProof, TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { header, json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint } from '../contract.ts'

export const endpoints: readonly Endpoint[] = [
  // The seed's double slash is this path: duplicate slashes are folded before routing.
  {
    operation: 'token',
    method: 'POST',
    path: '/api/v1/tokens',
    accepts: ['json'],
    read,
    write,
  },
  { operation: 'agent_sign_in', method: 'GET', path: '/' },
  { operation: 'guest', method: 'GET', path: '/guest/:code' },
]

function read(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  return {
    grantType: 'agent_room',
    proof: readKey(request),
    scope: undefined,
    resources: [],
    parameters: {
      create_room: fields.create_room,
      phone_number: fields.phone_number,
      call_reference: fields.call_reference,
      request_key: header(request, 'idempotency-key'),
    },
  }
}

/** The one client in public sends the documentation's braces around its key. */
function readKey(request: WireRequest): ClientProof {
  const key = schemeToken(request, 'bearer')?.replace(/^\{(.*)\}$/, '$1')
  return key === undefined || key === ''
    ? { kind: 'absent', presentedIn: 'bearer' }
    : { kind: 'api_key', key, presentedIn: 'bearer' }
}

function write(tokens: TokenSet, _asked: TokenRequest, site: Site): ReturnType<typeof json> {
  const { room } = tokens.authorization
  const opened = room && {
    call_reference: room.reference,
    guest_link: `${site.baseUrl}/guest/${room.guestCode}`,
  }
  return json(200, { ...opened, auth_token: tokens.accessToken }, NO_STORE)
}
