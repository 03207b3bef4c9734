import { challenge } from '../../protocol/challenge.ts'
import type { ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { Operation } from '../contract.ts'

/** The vendor's SDK tests expect 401 where RFC 6749 §5.2 says 400. */
const UNAUTHORIZED = new Set(['invalid_client', 'invalid_grant'])

export function refuse(error: ProtocolError, operation: Operation): WireResponse {
  const headers: Record<string, string> = { ...NO_STORE }
  const { allow, retryAfterSec } = error.options
  if (allow !== undefined) headers.allow = allow.join(', ')
  if (retryAfterSec !== undefined) headers['retry-after'] = String(retryAfterSec)
  return operation === 'token' ? refuseToken(error, headers) : refuseResource(error, headers)
}

function refuseToken(error: ProtocolError, headers: Record<string, string>): WireResponse {
  const { parameter, value } = error.options
  if (error.oauth === 'invalid_client') {
    headers['www-authenticate'] = challenge('Basic', { realm: 'Envoy' })
  }
  const what = parameter ?? (error.code === 'invalid_scope' ? value : undefined)
  return json(
    UNAUTHORIZED.has(error.oauth) ? 401 : error.status,
    {
      error: error.oauth,
      error_description: what === undefined ? error.description : `${error.description} (${what})`,
    },
    headers,
  )
}

function refuseResource(error: ProtocolError, headers: Record<string, string>): WireResponse {
  if (error.status === 401) headers['www-authenticate'] = challenge('Bearer', { realm: 'Envoy' })
  return json(error.status, { error: wordOf(error), message: error.description }, headers)
}

function wordOf(error: ProtocolError): string {
  switch (error.status) {
    case 400:
      return 'bad_request'
    case 401:
      return 'unauthorized'
    case 403:
      return 'forbidden'
    default:
      return error.oauth
  }
}
