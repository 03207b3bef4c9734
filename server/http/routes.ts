import type { FastifyInstance, FastifyReply, FastifyRequest, HTTPMethods } from 'fastify'
import { ProtocolError } from '../protocol/errors.ts'

export type Method = 'GET' | 'POST'
export type Handler = (request: FastifyRequest, reply: FastifyReply) => Promise<FastifyReply>

export interface Route {
  readonly path: string
  readonly methods: ReadonlyMap<Method, Handler>
  /** Whether a browser that asks first, for a page elsewhere, is let through to the request. */
  readonly isForPages?: boolean
  /** Answers whatever was thrown, in the words of whom the path belongs to. */
  refuse(thrown: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply
}

const ALL: readonly HTTPMethods[] = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']

/** One path with all its methods: what is not offered is 405 with `Allow` (RFC 9110 §15.5.6). */
export function registerRoute(server: FastifyInstance, route: Route): void {
  const errorHandler = route.refuse
  for (const [method, handler] of route.methods) {
    server.route({ method, url: route.path, handler, errorHandler })
  }
  const offered = [...route.methods.keys()]
  server.route({
    method: ALL.filter((method) => !offered.includes(method as Method)),
    url: route.path,
    errorHandler,
    handler: (request, reply) => {
      if (request.method === 'OPTIONS') {
        if (route.isForPages) answerPreflight(request, reply, offered)
        return reply
          .code(204)
          .header('allow', [...offered, 'OPTIONS'].join(', '))
          .send()
      }
      const error = new ProtocolError('method_not_allowed', {
        allow: offered,
        value: request.method,
      })
      return route.refuse(error, request, reply)
    },
  })
}

const PREFLIGHT_KEPT_SEC = 600

/**
 * A preflight bears no token, so nobody knows yet whom the page is to be open to: what is decided
 * is the request itself, whose answer no other page can read.
 */
function answerPreflight(
  request: FastifyRequest,
  reply: FastifyReply,
  offered: readonly Method[],
): void {
  const { origin } = request.headers
  if (origin === undefined || request.headers['access-control-request-method'] === undefined) return
  reply.headers({
    'access-control-allow-origin': origin,
    'access-control-allow-methods': offered.join(', '),
    'access-control-allow-headers': 'authorization, content-type',
    'access-control-max-age': String(PREFLIGHT_KEPT_SEC),
    vary: 'Origin',
  })
}
