import { ProtocolError } from '../../../protocol/errors.ts'
import { CREDENTIAL_HEADERS } from '../../../protocol/presented.ts'
import type { WireResponse } from '../../../protocol/wire.ts'
import { isOurs } from '../../forward/request-headers.ts'
import type { ProxyMode } from '../mode.ts'
import { admitWith } from '../pass-on.ts'
import { checkedOriginal, type Original, type Question, valuesOf } from '../question.ts'

/**
 * `ext_authz` over HTTP (envoyproxy.io, HTTP filters, External Authorization): it asks in the
 * request's own method, host and path, with a prefix before the path. Whatever is neither 200 nor
 * 5xx is passed on as the refusal; 5xx is answered by `status_on_error`.
 */
export const envoy: ProxyMode = {
  name: 'envoy',
  title: 'Envoy',
  asks: 'below_the_path',
  read: readPrefixed,
  admit: admitAndRemove,
  refuse: (refusal) => refusal,
}

const PREFIX = '/authz/envoy'
/** Taken off what is forwarded: credentials, and words by which a framework judges otherwise. */
const REMOVED: readonly string[] = [
  ...CREDENTIAL_HEADERS,
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
  'x-original-url',
  'x-rewrite-url',
]
/** What the proxy itself says of the client. */
const ITS_OWN = /^x-forwarded-(?:for|proto|host)$|^x-request-id$/

function readPrefixed(question: Question): Original {
  // The router forgives case and doubled slashes, and this must not.
  if (!question.target.startsWith(`${PREFIX}/`)) {
    throw new ProtocolError('parameter_malformed', { parameter: 'path' })
  }
  const [host = '', ...others] = valuesOf(question, 'host')
  if (others.length > 0) throw new ProtocolError('duplicate_parameter', { parameter: 'host' })
  return checkedOriginal({
    method: question.method,
    host,
    target: question.target.slice(PREFIX.length),
  })
}

/**
 * Names in one header of the answer are taken off the request. Those that we set replace the
 * client's; what only looks like them (`x_auth_client`) would arrive beside ours, and some servers
 * read both as one.
 */
function admitAndRemove(
  identity: Readonly<Record<string, string>>,
  { headers }: Question,
): WireResponse {
  const lookalikes = Object.keys(headers).filter(
    (name) => isOurs(name) && identity[name] === undefined && !ITS_OWN.test(name),
  )
  const removed = [...new Set([...REMOVED, ...lookalikes])]
  return admitWith({ ...identity, 'x-envoy-auth-headers-to-remove': removed.join(',') })
}
