import type { IncomingHttpHeaders, IncomingMessage } from 'node:http'
import { ProtocolError } from '../protocol/errors.ts'
import { BODY_BYTES_MAX } from './body.ts'

/** A body, `undefined` where none was sent, or why it cannot be had. */
export type Received = Buffer | undefined | ProtocolError

/** Reads a body up to the limit, and calls once with what became of it. */
export function readBytes(request: IncomingMessage, done: (received: Received) => void): void {
  const bytesMax = bytesComing(request.headers)
  if (bytesMax === 0) done(undefined)
  else if (bytesMax > BODY_BYTES_MAX) done(new ProtocolError('body_too_large'))
  else collect(request, done)
}

/** As many as the headers say (RFC 9112 §6.3); where they do not say, the limit decides. */
function bytesComing(headers: IncomingHttpHeaders): number {
  if (headers['transfer-encoding'] !== undefined) return BODY_BYTES_MAX
  return Number(headers['content-length'] ?? 0)
}

function collect(request: IncomingMessage, done: (received: Received) => void): void {
  const parts: Buffer[] = []
  let bytes = 0
  let isSettled = false
  // The listeners go with the request; to take them off would cost more than to hear no more.
  const settle = (received: Received): void => {
    if (isSettled) return
    isSettled = true
    done(received)
  }
  const add = (part: Buffer): void => {
    if (isSettled) return
    bytes += part.length
    parts.push(part)
    if (bytes > BODY_BYTES_MAX) settle(new ProtocolError('body_too_large'))
  }
  const end = (): void => settle(parts.length === 1 ? parts[0] : Buffer.concat(parts, bytes))
  // Whoever breaks off does not hear it any more.
  const fail = (cause: Error): void => settle(new ProtocolError('malformed_body', { cause }))
  request.on('data', add).on('end', end).on('error', fail)
}
