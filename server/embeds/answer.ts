import type { FastifyReply, FastifyRequest } from 'fastify'
import { fromFastifyError } from '../http/server.ts'
import { readWire } from '../http/wire.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { fieldsOf } from '../protocol/fields.ts'
import { schemeToken } from '../protocol/presented.ts'
import type { Fields, WireRequest } from '../protocol/wire.ts'
import type { EmbedDeps } from './deps.ts'

export interface FrameRequest {
  readonly agentId: number
  readonly bearer: string
  readonly fields: Fields
  readonly params: WireRequest['params']
  readonly ip: string
  readonly requestId: string
}

type Work = (asked: FrameRequest, request: FastifyRequest, reply: FastifyReply) => Promise<unknown>

/**
 * A route that only the frame's own script asks, from our own origin: no other page may send it,
 * and none can read what it answers. Refusals are JSON, because a program reads them.
 */
export function frameRoute(deps: EmbedDeps, work: Work) {
  return async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    reply.header('cache-control', 'no-store')
    try {
      demandOwnPage(request, deps.isHttps)
      const wire = readWire(request, ['json'])
      const answer = await work(readFrameRequest(wire), request, reply)
      if (answer === reply) return reply
      return answer === undefined ? reply.code(204).send() : reply.send(answer)
    } catch (thrown) {
      return refuse(deps, thrown, reply)
    }
  }
}

function readFrameRequest(wire: WireRequest): FrameRequest {
  const bearer = schemeToken(wire, 'bearer')
  if (bearer === undefined || bearer === '') throw new ProtocolError('token_missing')
  const { params, ip, requestId } = wire
  return { agentId: agentIdOf(params), bearer, fields: fieldsOf(wire), params, ip, requestId }
}

/** A number that names no agent is one that nobody has. */
export function agentIdOf(params: WireRequest['params']): number {
  const text = params.agentId ?? ''
  return /^\d{1,15}$/.test(text) ? Number(text) : 0
}

/** A browser says where a request comes from and cannot lie about it; programs say nothing. */
function demandOwnPage({ headers }: FastifyRequest, isHttps: boolean): void {
  const site = headers['sec-fetch-site']
  const own = `${isHttps ? 'https' : 'http'}://${headers.host?.toLowerCase()}`
  const isOwn =
    (site === undefined || site === 'same-origin') &&
    (headers.origin === undefined || headers.origin === own)
  if (isOwn) return
  throw new ProtocolError('origin_forbidden', {
    description: 'Only the frame itself may ask this; hand it a token by message.',
  })
}

function refuse(deps: EmbedDeps, thrown: unknown, reply: FastifyReply): FastifyReply {
  const error = fromFastifyError(thrown)
  deps.logFailure(error, reply.request.id)
  const { retryAfterSec, parameter } = error.options
  if (retryAfterSec !== undefined) reply.header('retry-after', retryAfterSec)
  return reply.code(error.status).send({
    error: error.code,
    error_description: error.description,
    ...(parameter !== undefined && { reason: parameter }),
  })
}
