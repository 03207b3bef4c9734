import type { FastifyReply, FastifyRequest } from 'fastify'
import { ProtocolError } from '../protocol/errors.ts'
import type { BodyKind, Fields, WireBody, WireRequest, WireResponse } from '../protocol/wire.ts'
import { checked, demandDisjoint, parseBody } from './body.ts'
import { demandNoNulInTarget } from './nul.ts'

const AUTHORIZATION = 'authorization'

/** Bytes in. Throws a `ProtocolError` for whatever is ambiguous or not accepted. */
export async function readWire(
  request: FastifyRequest,
  accepts: readonly BodyKind[] = [],
): Promise<WireRequest> {
  demandOneAuthorization(request.raw.rawHeaders)
  demandNoNulInTarget(request.url)
  const query = checked(request.query as Fields)
  const bytes = Buffer.isBuffer(request.body) ? request.body : undefined
  // Where no body is expected one is ignored: a GET with a JSON content type is common.
  const body: WireBody =
    accepts.length === 0
      ? { kind: 'none' }
      : await parseBody(request.headers['content-type'], bytes, accepts)
  demandDisjoint(query, body)
  return {
    method: request.method,
    path: pathOf(request.url),
    host: request.headers.host?.toLowerCase() ?? '',
    headers: request.headers,
    query,
    params: request.params as Record<string, string>,
    body,
    ip: request.ip,
    requestId: request.id,
  }
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
