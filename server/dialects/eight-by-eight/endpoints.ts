import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { fieldsOf, textField } from '../../protocol/fields.ts'
import { schemeToken } from '../../protocol/presented.ts'
import type { Call, CallPage, CallQuery } from '../../protocol/resource-operations.ts'
import type { Site } from '../../protocol/site.ts'
import type { ClientProof, TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { header, json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint, ResourceEndpointOf } from '../contract.ts'

const NO_SCOPE = { noScopeBecause: 'the agent token has no scopes; it opens its account’s calls' }

const callLogs: Omit<ResourceEndpointOf<'calls.list'>, 'method'> = {
  operation: 'calls.list',
  path: '/api/v1/call-logs',
  requires: NO_SCOPE,
  opens: ['access_token'],
  accepts: ['json', 'form', 'multipart'],
  read: readCallQuery,
  write: (page) => json(200, callPage(page), NO_STORE),
}

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
  // The specification says GET, the documentation's example POST.
  { ...callLogs, method: 'GET' },
  { ...callLogs, method: 'POST' },
  {
    operation: 'calls.read',
    method: 'GET',
    path: '/api/v1/calls/:id',
    requires: NO_SCOPE,
    opens: ['access_token'],
    read: ({ params }) => ({ id: params.id ?? '' }),
    write: (call) => json(200, callEntry(call), NO_STORE),
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

const DAY_SEC = 86_400

function readCallQuery({ query }: WireRequest): CallQuery {
  const from = dayField(query, 'from')
  const to = dayField(query, 'to')
  return {
    from,
    // The last day counts in full.
    to: to === undefined ? undefined : to + DAY_SEC,
    text: textField(query, 'q'),
    cursor: textField(query, 'cursor'),
  }
}

function dayField(query: WireRequest['query'], parameter: string): number | undefined {
  const text = textField(query, parameter)
  if (text === undefined) return undefined
  const at = /^\d{4}-\d{2}-\d{2}$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN
  if (Number.isNaN(at)) {
    const description = `${parameter} must be a day, as yyyy-mm-dd.`
    throw new ProtocolError('parameter_malformed', { parameter, description })
  }
  return at / 1000
}

function callPage(page: CallPage): unknown {
  return {
    prevCursor: page.previousCursor ?? null,
    nextCursor: page.nextCursor ?? null,
    list: page.calls.map(callEntry),
  }
}

function callEntry(call: Call): unknown {
  return {
    CallId: call.id,
    UserB_MSISDN: call.phoneNumber?.replace(/^\+/, '') ?? null,
    CreatedAt: isoTime(call.createdAt),
    FinishedAt: call.finishedAt === undefined ? null : isoTime(call.finishedAt),
    Duration: call.durationSec,
    Status: call.status,
    CountryISO2alpha: call.countryCode ?? null,
    Reference: call.reference,
    Location: null,
  }
}
