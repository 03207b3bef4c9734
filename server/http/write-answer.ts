import type { IncomingMessage, ServerResponse } from 'node:http'
import type { WireResponse } from '../protocol/wire.ts'

/**
 * Head and body in one write to the socket. Those headers that all answers of a path have come as
 * one list, made once.
 */
export function writeAnswer(
  request: IncomingMessage,
  response: ServerResponse,
  { status, headers, body }: WireResponse,
  common: readonly string[],
  requestId: string,
  isLast: boolean,
): void {
  const head = [...common, 'x-request-id', requestId]
  if (isLast) head.push('connection', 'close')
  for (const name in headers) head.push(name, headers[name] as string)
  if (status !== 204) head.push('content-length', String(Buffer.byteLength(body)))
  response.writeHead(status, head)
  response.end(request.method === 'HEAD' ? undefined : body)
}
