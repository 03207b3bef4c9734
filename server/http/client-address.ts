import type { IncomingMessage } from 'node:http'
import proxyAddress from '@fastify/proxy-addr'

/**
 * Whom a request is from: the other end of its connection, or, where that is one of these proxies,
 * the last address before them in `X-Forwarded-For`. Empty where the connection has gone.
 */
export function clientAddress(trusted: readonly string[]): (request: IncomingMessage) => string {
  if (trusted.length === 0) return (request) => request.socket.remoteAddress ?? ''
  const isTrusted = proxyAddress.compile([...trusted])
  return (request) => proxyAddress.all(request, isTrusted).at(-1) ?? ''
}
