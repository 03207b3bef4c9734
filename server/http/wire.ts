import type { FastifyReply, FastifyRequest } from 'fastify'
import type { BodyKind, Fields, WireBody, WireRequest, WireResponse } from '../protocol/wire.ts'
import { checked, demandDisjoint, parseBody } from './body.ts'

/** Bytes in. Throws a `ProtocolError` for whatever is ambiguous or not accepted. */
export async function readWire(
  request: FastifyRequest,
  accepts: readonly BodyKind[] = [],
): Promise<WireRequest> {
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

/** Bytes out. */
export function sendWire(reply: FastifyReply, response: WireResponse): FastifyReply {
  return reply.code(response.status).headers(response.headers).send(response.body)
}

/** Never through `new URL`: to it, `//api/v1/tokens` is a host called `api`. */
export function pathOf(target: string): string {
  const mark = target.indexOf('?')
  return mark === -1 ? target : target.slice(0, mark)
}
