import { challenge } from '../../protocol/challenge.ts'
import type { ErrorCode, ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'

const WORDS: Partial<Record<ErrorCode, string>> = {
  subject_token_required: 'user_token_required',
  token_missing: 'invalid_token',
}

/** The article documents no errors; these are the words of RFC 6749 and RFC 6750. */
export function refuse(error: ProtocolError): WireResponse {
  const headers: Record<string, string> = { ...NO_STORE }
  const { allow, retryAfterSec, parameter } = error.options
  if (error.status === 401) headers['www-authenticate'] = challenge('Bearer')
  if (allow !== undefined) headers.allow = allow.join(', ')
  if (retryAfterSec !== undefined) headers['retry-after'] = String(retryAfterSec)
  const what = parameter === undefined ? '' : ` (${parameter})`
  const oauth = WORDS[error.code] ?? error.oauth
  return json(
    error.status,
    { error: oauth, error_description: `${error.description}${what}` },
    headers,
  )
}
