import type { IncomingMessage } from 'node:http'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProtocolError } from '../protocol/errors.ts'
import type { BodyKind, Fields, WireBody, WireRequest, WireResponse } from '../protocol/wire.ts'
import { checked, demandDisjoint, parseBody } from './body.ts'
import { demandNoNulInTarget } from './nul.ts'

const AUTHORIZATION = 'authorization'

/** A request as it came, its body read. */
export interface Arrived {
  readonly raw: Pick<IncomingMessage, 'method' | 'url' | 'headers' | 'rawHeaders'>
  readonly query: Fields
  readonly params: Readonly<Record<string, string | undefined>>
  readonly bytes: Buffer | undefined
  readonly ip: string
  readonly requestId: string
}

/** Bytes in. Throws a `ProtocolError` for whatever is ambiguous or not accepted. */
export function readArrived(
  { raw, query, params, bytes, ip, requestId }: Arrived,
  accepts: readonly BodyKind[] = [],
): WireRequest {
  const { method = '', url = '', headers } = raw
  demandOneAuthorization(raw.rawHeaders)
  demandNoNulInTarget(url)
  checked(query)
  // Where no body is expected one is ignored: a GET with a JSON content type is common.
  const body: WireBody =
    accepts.length === 0 ? { kind: 'none' } : parseBody(headers['content-type'], bytes, accepts)
  demandDisjoint(query, body)
  return {
    method,
    path: pathOf(url),
    host: headers.host?.toLowerCase() ?? '',
    headers,
    query,
    params: params as Record<string, string>,
    body,
    ip,
    requestId,
  }
}

/** The same for what came through the router of pages. */
export function readWire(request: FastifyRequest, accepts: readonly BodyKind[] = []): WireRequest {
  const { raw, ip, id: requestId } = request
  const bytes = Buffer.isBuffer(request.body) ? request.body : undefined
  const query = request.query as Fields
  const params = request.params as Record<string, string>
  return readArrived({ raw, query, params, bytes, ip, requestId }, accepts)
}

/** Node keeps the first of two and drops the second, where another server would do the reverse. */
function demandOneAuthorization(rawHeaders: readonly string[]): void {
  let count = 0
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]
    if (name?.length === AUTHORIZATION.length && name.toLowerCase() === AUTHORIZATION) count += 1
  }
  if (count > 1) {
    const description = 'The Authorization header is given twice.'
    throw new ProtocolError('duplicate_parameter', { description })
  }
}

/** Bytes out. */
export function sendWire(reply: FastifyReply, response: WireResponse): FastifyReply {
  return reply.code(response.status).headers(response.headers).send(response.body)
}

/** Never through `new URL`: to it, `//api/v1/tokens` is a host called `api`. */
export function pathOf(target: string): string {
  const mark = target.indexOf('?')
  return mark === -1 ? target : target.slice(0, mark)
}
