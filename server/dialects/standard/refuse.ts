import { challenge } from '../../protocol/challenge.ts'
import type { ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { Operation } from '../contract.ts'

/** RFC 6749 §5.2 where tokens are made, RFC 6750 §3 where they are shown. */
export function refuse(error: ProtocolError, operation: Operation): WireResponse {
  const headers: Record<string, string> = { ...NO_STORE }
  if (operation === 'token.describe') {
    const isBare = error.code === 'token_missing'
    const problem = isBare ? {} : { error: error.oauth, error_description: error.description }
    headers['www-authenticate'] = challenge('Bearer', { realm: 'mintmark', ...problem })
  } else if (error.status === 401) {
    const scheme = error.options.presentedIn === 'bearer' ? 'Bearer' : 'Basic'
    headers['www-authenticate'] = challenge(scheme, { realm: 'mintmark' })
  }
  if (error.options.allow !== undefined) headers.allow = error.options.allow.join(', ')
  if (error.options.retryAfterSec !== undefined) {
    headers['retry-after'] = String(error.options.retryAfterSec)
  }
  const { parameter, value } = error.options
  const what = parameter === undefined ? '' : ` (${parameter})`
  const which = error.code === 'invalid_scope' && value !== undefined ? ` (${value})` : ''
  return json(
    error.status,
    { error: error.oauth, error_description: `${error.description}${what}${which}` },
    headers,
  )
}
