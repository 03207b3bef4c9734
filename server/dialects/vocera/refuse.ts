import { challenge } from '../../protocol/challenge.ts'
import type { ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { Operation } from '../contract.ts'

const CHALLENGE = challenge('Bearer', { realm: 'api' })

/** What Python calls the JSON values that are no object. */
const PYTHON_TYPES: Readonly<Record<string, string>> = {
  array: 'list',
  boolean: 'bool',
  null: 'NoneType',
  number: 'int',
  string: 'str',
}

/**
 * Django REST framework's bodies, with its statuses except where the vendor's table says otherwise.
 */
export function refuse(error: ProtocolError, operation: Operation): WireResponse {
  const headers: Record<string, string> = { ...NO_STORE }
  const { allow, retryAfterSec, parameter, value } = error.options
  if (allow !== undefined) headers.allow = [...allow, 'OPTIONS'].join(', ')
  if (retryAfterSec !== undefined) headers['retry-after'] = String(retryAfterSec)
  const say = (status: number, body: unknown) => json(status, body, headers)
  const unauthorized = (body: unknown) => {
    headers['www-authenticate'] = CHALLENGE
    return say(401, body)
  }

  switch (error.code) {
    case 'malformed_body':
      return say(400, { detail: `JSON parse error - ${error.description}` })
    case 'body_not_an_object': {
      const got = PYTHON_TYPES[value ?? ''] ?? 'str'
      const words = `Invalid data. Expected a dictionary, but got ${got}.`
      return say(400, { non_field_errors: [words] })
    }
    case 'parameter_missing':
      return say(400, { [parameter ?? 'detail']: ['This field is required.'] })
    case 'parameter_malformed':
      if (parameter?.startsWith('lease') === true) {
        return say(400, within(parameter.split('.'), [error.description]))
      }
      return say(400, { [parameter ?? 'detail']: [fieldProblem(parameter, value)] })
    case 'invalid_client':
      return unauthorized({ detail: 'Invalid or missing API key' })
    case 'resource_forbidden':
    case 'insufficient_scope':
      return say(403, { detail: 'You do not have permission to perform this action.' })
    case 'wrong_token_type':
      return unauthorized({ detail: 'Token has wrong type', code: 'token_not_valid' })
    case 'subject_gone':
      return unauthorized({ detail: 'No active account found for the given token.' })
    case 'token_missing':
      return unauthorized({ detail: 'Authentication credentials were not provided.' })
    case 'invalid_grant':
    case 'invalid_token':
      return unauthorized(operation === 'token' ? INVALID_REFRESH : invalidBearer(parameter))
    case 'not_found':
      return say(404, { detail: 'Not found.' })
    case 'method_not_allowed':
      return say(405, { detail: `Method "${value ?? ''}" not allowed.` })
    case 'unsupported_media_type':
      return say(415, { detail: `Unsupported media type "${value ?? ''}" in request.` })
    case 'too_many_attempts':
      return say(429, {
        detail: `Request was throttled. Expected available in ${retryAfterSec ?? 1} seconds.`,
      })
    case 'server_error':
      return say(500, { detail: 'A server error occurred.' })
    case 'temporarily_unavailable':
      return say(503, { detail: 'Service temporarily unavailable, try again later.' })
    default:
      return say(error.status, { detail: error.description })
  }
}

/** Django REST framework nests what it says of a field in a field. */
function within([name, ...rest]: readonly string[], words: readonly string[]): unknown {
  return name === undefined ? words : { [name]: within(rest, words) }
}

function fieldProblem(parameter: string | undefined, value: string | undefined): string {
  if (value === 'null') return 'This field may not be null.'
  return parameter === 'agent_id' ? 'A valid integer is required.' : 'Not a valid string.'
}

const INVALID_REFRESH = { detail: 'Token is invalid or expired', code: 'token_not_valid' }

function invalidBearer(parameter: string | undefined): unknown {
  if (parameter === 'authorization') {
    return {
      detail: 'Authorization header must contain two space-delimited values',
      code: 'bad_authorization_header',
    }
  }
  return {
    detail: 'Given token not valid for any token type',
    code: 'token_not_valid',
    messages: [
      {
        token_class: 'AccessToken',
        token_type: 'access',
        message: 'Token is invalid or expired',
      },
    ],
  }
}
