import { ProtocolError } from '../../../protocol/errors.ts'
import type { WireResponse } from '../../../protocol/wire.ts'
import type { ProxyMode } from '../mode.ts'
import { admitWith } from '../pass-on.ts'
import { type Original, type Question, readOriginal, valuesOf, X_FORWARDED } from '../question.ts'

/**
 * `auth_request` (nginx.org/en/docs/http/ngx_http_auth_request_module.html). It knows 2xx, 401 and
 * 403, makes 500 of everything else, and drops body and headers of a refusal, so those travel in
 * headers that `auth_request_set` can read.
 */
export const nginx: ProxyMode = {
  name: 'nginx',
  title: 'nginx',
  asks: 'at_the_path',
  read: readEither,
  admit: admitWith,
  refuse: refuseInHeaders,
}

const X_ORIGINAL = {
  method: 'x-original-method',
  host: 'x-original-host',
  target: 'x-original-uri',
}

/**
 * A client can send those that the configuration does not set. So where both are there they must
 * say the same: to prefer one would be to let clients choose which request is judged.
 */
function readEither(question: Question): Original {
  const found = [X_ORIGINAL, X_FORWARDED].filter(
    ({ target }) => valuesOf(question, target).length > 0,
  )
  const [original, other] = (found.length === 0 ? [X_ORIGINAL] : found).map((names) =>
    readOriginal(question, names),
  )
  if (original === undefined || (other !== undefined && !isSame(original, other))) {
    throw new ProtocolError('duplicate_parameter', {
      parameter: X_ORIGINAL.target,
      detail: 'X-Original-… and X-Forwarded-… name two requests',
    })
  }
  return original
}

function isSame(one: Original, other: Original): boolean {
  return one.method === other.method && one.host === other.host && one.target === other.target
}

function refuseInHeaders({ status, headers, body }: WireResponse): WireResponse {
  const { 'www-authenticate': challenge = '', 'retry-after': retryAfter = '' } = headers
  return {
    status: status === 401 ? 401 : 403,
    headers: {
      ...headers,
      'x-authz-status': String(status),
      'x-authz-body': inHeader(body),
      // The challenge of a 401 is the one header that nginx itself passes on.
      'x-authz-challenge': status === 401 ? '' : challenge,
      'x-authz-retry-after': retryAfter,
    },
    body,
  }
}

/** JSON says the same with every character outside of ASCII escaped (RFC 8259 §7). */
function inHeader(body: string): string {
  return body.replaceAll(
    /[^\x20-\x7e]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
