import { challenge } from '../../protocol/challenge.ts'
import type { ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { Operation } from '../contract.ts'

const CHARSET = { 'content-type': 'application/json; charset=utf-8' } as const

/** The sentence that clients look for before they fetch a new token. */
const EXPIRED = 'The access token is invalid or has expired'

export function refuse(error: ProtocolError, operation: Operation): WireResponse {
  const headers: Record<string, string> = { ...CHARSET, ...NO_STORE }
  if (error.options.allow !== undefined) headers.allow = error.options.allow.join(', ')
  if (error.options.retryAfterSec !== undefined) {
    headers['retry-after'] = String(error.options.retryAfterSec)
  }
  return operation === 'token' ? refuseToken(error, headers) : refuseResource(error, headers)
}

function refuseToken(error: ProtocolError, headers: Record<string, string>): WireResponse {
  const say = (status: number, oauth: string, description: string) =>
    json(status, { error: oauth, error_description: description }, headers)
  switch (error.code) {
    case 'invalid_client': {
      const isBasic = error.options.presentedIn === 'basic'
      if (isBasic) headers['www-authenticate'] = challenge('Basic', { realm: 'OAuth2.0' })
      return say(isBasic ? 401 : 400, 'invalid_client', 'Invalid client authentication')
    }
    case 'unsupported_grant_type':
      return say(400, 'unsupported_grant_type', 'Invalid grant_type')
    case 'scope_missing':
      return say(400, 'invalid_scope', 'You must specify a scope')
    case 'invalid_scope':
      return say(400, 'invalid_scope', `"${error.options.value ?? ''}" is an invalid scope`)
    case 'parameter_missing':
      return error.options.parameter === 'grant_type'
        ? say(400, 'unsupported_grant_type', 'Invalid grant_type')
        : say(400, 'invalid_request', error.description)
    case 'unsupported_media_type':
      return json(415, { ErrorMessage: 'Unsupported Media Type' }, headers)
    case 'method_not_allowed':
      return json(405, { message: 'The requested resource does not support this method.' }, headers)
    case 'server_error':
      return say(500, 'Internal Server Error', 'An internal server error occurred')
    default:
      return say(error.status, error.oauth, error.description)
  }
}

function refuseResource(error: ProtocolError, headers: Record<string, string>): WireResponse {
  switch (error.code) {
    case 'token_missing':
    case 'invalid_token': {
      headers['www-authenticate'] = challenge('Bearer', {
        error: 'invalid_token',
        error_description: EXPIRED,
      })
      return json(
        401,
        { error: 'invalid_token', error_description: EXPIRED, message: EXPIRED },
        headers,
      )
    }
    case 'insufficient_scope': {
      headers['www-authenticate'] = challenge('Bearer', {
        error: 'insufficient_scope',
        scope: error.options.scopes?.join(' '),
      })
      return json(403, { message: 'The access token does not have the required scope' }, headers)
    }
    case 'parameter_missing': {
      const field = error.options.parameter ?? ''
      return json(400, { [field]: [`The ${field} field is required.`] }, headers)
    }
    case 'wrong_region': {
      const { description: message, options } = error
      return json(403, { message, base_url: options.baseUrl }, headers)
    }
    default:
      return json(error.status, { message: error.description }, headers)
  }
}
