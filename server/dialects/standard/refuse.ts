import { challenge } from '../../protocol/challenge.ts'
import type { ProtocolError } from '../../protocol/errors.ts'
import { json, NO_STORE, type WireResponse } from '../../protocol/wire.ts'
import type { Operation } from '../contract.ts'

/** RFC 6749 §5.2 where tokens are made, RFC 6750 §3 where they are shown. */
export function refuse(error: ProtocolError, operation: Operation): WireResponse {
  const headers: Record<string, string> = { ...NO_STORE }
  if (operation === 'api') {
    const asked = challengeOfApi(error)
    if (asked !== undefined) headers['www-authenticate'] = asked
  } else if (operation === 'token.describe') {
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
  const { parameter, value, baseUrl } = error.options
  const what = parameter === undefined ? '' : ` (${parameter})`
  const which = error.code === 'invalid_scope' && value !== undefined ? ` (${value})` : ''
  return json(
    error.status,
    {
      error: error.oauth,
      error_description: `${error.description}${what}${which}`,
      ...(baseUrl === undefined ? {} : { base_url: baseUrl }),
    },
    headers,
  )
}

/** RFC 6750 §3: no error is named to whoever brought nothing that could be wrong. */
function challengeOfApi({ code, status, oauth, description, options }: ProtocolError) {
  if (status !== 401 && code !== 'insufficient_scope') return undefined
  const problem = code === 'token_missing' ? {} : { error: oauth, error_description: description }
  const scope = options.scopes?.join(' ')
  return challenge('Bearer', { realm: 'mintmark', ...problem, scope })
}
