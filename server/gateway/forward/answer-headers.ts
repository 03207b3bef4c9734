import type { IncomingHttpHeaders } from 'node:http'
import { OUR_COOKIE } from './request-headers.ts'

/** What belongs to the connection to the upstream (RFC 9110 §7.6.1). */
const OF_THE_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/**
 * An upstream's headers as they go on to whoever asked. A cookie of ours it cannot set: at a host
 * that both answer at, it could sign people in as somebody else.
 */
export function broughtBack(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = headers.connection?.toLowerCase().split(/\s*,\s*/)
  const brought: IncomingHttpHeaders = {}
  for (const name in headers) {
    if (!OF_THE_HOP.has(name) && named?.includes(name) !== true) brought[name] = headers[name]
  }
  const cookies = brought['set-cookie']
  if (cookies?.some((one) => OUR_COOKIE.test(one)) === true) {
    brought['set-cookie'] = cookies.filter((one) => !OUR_COOKIE.test(one))
  }
  return brought
}
