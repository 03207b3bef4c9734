import type { ErrorCode, ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { Operation, RefusalContext } from '../contract.ts'

/** Code numbers and words of the vendor's platform-wide error table. */
const SAID: Partial<Record<ErrorCode, readonly [code: number, message: string]>> = {
  invalid_client: [1200, 'Request was not authenticated properly'],
  invalid_token: [1200, 'Request was not authenticated properly'],
  token_missing: [1200, 'Request was not authenticated properly'],
  subject_gone: [1200, 'Request was not authenticated properly'],
  resource_forbidden: [1201, 'Access forbidden'],
  insufficient_scope: [1201, 'Access forbidden'],
  key_in_browser: [1201, 'Access forbidden: an API key must stay on your server'],
  phone_number_malformed: [1002, 'Invalid MSISDN format (not E.164 international number)'],
  not_found: [1300, 'Not found'],
  server_error: [2000, 'Internal server error'],
}
const INVALID_PARAMETERS = 1000
const INTERNAL_ERROR = 2000

export function refuse(
  error: ProtocolError,
  _operation: Operation,
  { requestId, now }: RefusalContext,
): WireResponse {
  const headers: Record<string, string> = { ...NO_STORE }
  const { allow, retryAfterSec, parameter, description } = error.options
  if (error.status === 401) headers['www-authenticate'] = 'Bearer'
  if (allow !== undefined) headers.allow = allow.join(', ')
  if (retryAfterSec !== undefined) headers['retry-after'] = String(retryAfterSec)
  const fallback = error.status < 500 ? INVALID_PARAMETERS : INTERNAL_ERROR
  const what = parameter === undefined ? error.description : `${error.description} (${parameter})`
  const [code, message] = SAID[error.code] ?? [fallback, description ?? what]
  return json(
    // Its table has no 415: a body that is no JSON is an invalid one.
    error.code === 'unsupported_media_type' ? 400 : error.status,
    {
      code,
      message,
      errorId: requestId,
      timestamp: new Date(now * 1000).toISOString().replace(/\.\d+Z$/, '.00Z'),
    },
    headers,
  )
}
