import { isoTime } from '../../protocol/clock.ts'
import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import type { Call, CallPage, CallQuery } from '../../protocol/resource-operations.ts'
import { json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { ResourceEndpoint, ResourceEndpointOf } from '../contract.ts'

const DAY_SEC = 86_400
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

export const resources: readonly ResourceEndpoint[] = [
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
]

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
