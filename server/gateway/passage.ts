import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'
import replyFrom from '@fastify/reply-from'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Agent } from 'undici'
import { createPassage, fromFastifyError } from '../http/server.ts'
import { sendWire } from '../http/wire.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { type Asked, admitToApi, refuseAtApi, wireOf } from './admission.ts'
import type { LiveApi } from './apis/table.ts'
import { decide } from './decide.ts'
import { forward } from './forward/forward.ts'
import { Leaving } from './forward/leaving.ts'
import type { OpenWays } from './forward/open-ways.ts'
import type { Upgrading } from './forward/tunnel.ts'
import type { GatewayParts } from './gateway.ts'

/** An upstream may think for as long as the rule says; a stream may be silent for this long. */
const SILENCE_MS_MAX = 300_000

/** Whose each request is, and the sockets that are to become something else. */
export interface Owned {
  readonly apis: WeakMap<IncomingMessage, LiveApi>
  readonly sockets: WeakMap<IncomingMessage, Upgrading>
}

/** Loaded by the first socket: as a module `node:http` brings along more than others need. */
const tunnels = () => import('./forward/tunnel.ts')

/** The way through the gateway, for requests that were found to be its own. */
export async function openPassage(
  parts: GatewayParts,
  ways: OpenWays,
  { apis, sockets }: Owned,
): Promise<FastifyInstance> {
  const { table } = parts
  const server = createPassage(parts.http)
  const leaving = new Leaving()
  // The library's one time limit would end quiet streams of events as well.
  const agent = new Agent().compose(
    (dispatch) => (options, handler) =>
      dispatch({ ...options, bodyTimeout: SILENCE_MS_MAX }, handler),
  )
  server.register(replyFrom, {
    undici: leaving.through(agent),
    destroyAgent: true,
    disableRequestLogging: true,
  })

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const live = apis.get(request.raw)
    if (live === undefined) throw new Error('A request came that is not the gateway’s.')
    const asked = askedOf(request)
    reply.header('x-request-id', request.id)
    const refuse = (thrown: unknown) =>
      sendWire(reply, refuseAtApi(parts, live, request.id, thrown))
    try {
      const admitted = await admitToApi(parts, live, asked)
      const { found, identity } = admitted
      const answerHeaders = { ...admitted.answerHeaders, 'x-request-id': request.id }
      const upstreams = table.upstreamsOf(live)
      const end = { isAllowed: () => decide(parts, found, wireOf(asked, found.path)) }
      /** From now on the caller is looked at again until this is over. */
      const watch = (stream: Duplex | ServerResponse): void => {
        if (admitted.caller === undefined) return
        const isSocket = stream !== reply.raw
        stream.once('close', ways.add({ ...end, isSocket, end: () => stream.destroy() }))
      }
      const passage = { found, upstreams, identity, answerHeaders, refuse }
      const upgrading = sockets.get(request.raw)
      if (upgrading !== undefined) {
        const { join } = await tunnels()
        return await join(request, reply, passage, upgrading, watch)
      }
      leaving.watch(request.id, reply.raw)
      return forward(request, reply, { ...passage, onAnswer: () => watch(reply.raw) })
    } catch (thrown) {
      return refuse(thrown)
    }
  }
  server.all('/*', answer)
  server.addHook('onResponse', (request, reply, done) => {
    const live = apis.get(request.raw)
    if (live) parts.metrics.took(live.api.name, reply.statusCode, reply.elapsedTime / 1_000)
    done()
  })
  server.setErrorHandler((thrown, request, reply) => {
    const live = apis.get(request.raw)
    if (live === undefined) throw thrown
    const error = fromBroken(thrown) ?? fromFastifyError(thrown)
    parts.logFailure(error, request.id)
    return sendWire(reply, refuseAtApi(parts, live, request.id, error))
  })
  await server.ready()
  return server
}

/** Of an HTTP library, of a connection, and of a stream that ends too soon. */
const BROKEN = /^(?:UND_ERR_|ERR_STREAM_|E[A-Z]+$)/

/** An answer that broke off before its head went out, or whose body is no HTTP. */
function fromBroken(thrown: unknown): ProtocolError | undefined {
  const { code, name } = thrown as { readonly code?: unknown; readonly name?: unknown }
  const isBroken = typeof code === 'string' && BROKEN.test(code)
  if (!isBroken && name !== 'HTTPParserError') return undefined
  return new ProtocolError('upstream_failed', { detail: `its answer broke off: ${name} ${code}` })
}

function askedOf(request: FastifyRequest): Asked {
  const { headers, rawHeaders, url = '', method = '' } = request.raw
  const { host = '' } = headers
  return { method, target: url, host, headers, rawHeaders, ip: request.ip, requestId: request.id }
}
