import type { IncomingHttpHeaders } from 'node:http'
import type { WireResponse } from '../protocol/wire.ts'

/**
 * Whose pages may read an answer: those of any origin, those that a token's agent names, or none.
 * A browser that asks first is let through to the request in the first two cases.
 */
export type Readers = 'any_page' | 'named_pages' | 'no_page'

const PREFLIGHT_KEPT_SEC = 600

/** The answer to OPTIONS. */
export function answerOptions(
  readers: Readers,
  offered: readonly string[],
  headers: IncomingHttpHeaders,
): WireResponse {
  const allow = [...offered, 'OPTIONS'].join(', ')
  return { status: 204, headers: { ...preflight(readers, offered, headers), allow }, body: '' }
}

function preflight(
  readers: Readers,
  offered: readonly string[],
  headers: IncomingHttpHeaders,
): Readonly<Record<string, string>> {
  const { origin } = headers
  if (readers === 'any_page') {
    const asked = headers['access-control-request-headers']
    return {
      'access-control-allow-methods': 'GET,HEAD,POST',
      vary: 'Access-Control-Request-Headers',
      ...(asked === undefined ? {} : { 'access-control-allow-headers': asked }),
    }
  }
  // A preflight bears no token, so nobody knows yet whom the page is to be open to: what is decided
  // is the request itself, whose answer no other page can read.
  const isAsked = origin !== undefined && 'access-control-request-method' in headers
  if (readers === 'no_page' || !isAsked) return {}
  return {
    'access-control-allow-origin': origin,
    'access-control-allow-methods': offered.join(', '),
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': String(PREFLIGHT_KEPT_SEC),
    vary: 'Origin',
  }
}
