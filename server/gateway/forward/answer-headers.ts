import type { IncomingHttpHeaders } from 'node:http'

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

/** An upstream's headers as they go on to whoever asked. */
export function broughtBack(headers: IncomingHttpHeaders): IncomingHttpHeaders {
  const named = headers.connection?.toLowerCase().split(/\s*,\s*/)
  const brought: IncomingHttpHeaders = {}
  for (const name in headers) {
    if (!OF_THE_HOP.has(name) && named?.includes(name) !== true) brought[name] = headers[name]
  }
  return brought
}
