import { type IncomingMessage, ServerResponse } from 'node:http'
import type { Socket } from 'node:net'
import type { Duplex } from 'node:stream'
import replyFrom from '@fastify/reply-from'
import type { FastifyReply, FastifyRequest } from 'fastify'
import { Agent } from 'undici'
import type { Diversion } from '../http/divert.ts'
import { createPassage, fromFastifyError, type HttpOptions } from '../http/server.ts'
import { sendWire } from '../http/wire.ts'
import type { NoticeBoard } from '../store/notice-board.ts'
import { type AdmissionDeps, type Asked, admitToApi, refuseAtApi, wireOf } from './admission.ts'
import type { LiveApi } from './apis/table.ts'
import { decide } from './decide.ts'
import { forward } from './forward/forward.ts'
import { OpenWays } from './forward/open-ways.ts'
import { join, type Upgrading } from './forward/tunnel.ts'
import type { LiveTable } from './live-table.ts'
import type { GatewayMetrics } from './metrics.ts'

export interface GatewayParts extends AdmissionDeps {
  readonly table: LiveTable
  readonly board: NoticeBoard
  readonly http: HttpOptions
  readonly metrics: GatewayMetrics
}

/** An upstream may think for as long as the rule says; a stream may be silent for this long. */
const SILENCE_MS_MAX = 300_000

export interface Gateway extends Diversion {
  ready(): Promise<void>
  /** The server stops: nothing new comes, and sockets, which would never end, do. */
  endSockets(): void
  /** Everything was answered. */
  close(): Promise<void>
}

/** What is behind the gateway: who owns the request, who may pass, and where it goes. */
export function createGateway(parts: GatewayParts): Gateway {
  const { table } = parts
  const ways = new OpenWays(parts.board)
  const server = createPassage(parts.http)
  // The library's one time limit would end quiet streams of events as well.
  const agent = new Agent().compose(
    (dispatch) => (options, handler) =>
      dispatch({ ...options, bodyTimeout: SILENCE_MS_MAX }, handler),
  )
  server.register(replyFrom, { undici: agent, destroyAgent: true, disableRequestLogging: true })
  const owned = new WeakMap<IncomingMessage, LiveApi>()
  const sockets = new WeakMap<IncomingMessage, Upgrading>()

  const answer = async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    const live = owned.get(request.raw)
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
        const isSocket = !(stream instanceof ServerResponse)
        stream.once('close', ways.add({ ...end, isSocket, end: () => stream.destroy() }))
      }
      const passage = { found, upstreams, identity, answerHeaders, refuse }
      const upgrading = sockets.get(request.raw)
      if (upgrading !== undefined) return await join(request, reply, passage, upgrading, watch)
      return forward(request, reply, { ...passage, onAnswer: () => watch(reply.raw) })
    } catch (thrown) {
      return refuse(thrown)
    }
  }
  server.all('/*', answer)
  server.addHook('onResponse', (request, reply, done) => {
    const live = owned.get(request.raw)
    if (live) parts.metrics.took(live.api.name, reply.statusCode, reply.elapsedTime / 1_000)
    done()
  })
  server.setErrorHandler((thrown, request, reply) => {
    const live = owned.get(request.raw)
    if (live === undefined) throw thrown
    return sendWire(reply, refuseAtApi(parts, live, request.id, fromFastifyError(thrown)))
  })

  return {
    owns(request) {
      const live = table.current.owner(request.headers.host, request.url ?? '')
      if (live !== undefined) owned.set(request, live)
      return live !== undefined
    },
    answer: (request, response) => server.routing(request, response),
    upgrade(request, socket, head) {
      sockets.set(request, { socket, head })
      // Through the router like any request, so that a refusal is an ordinary answer.
      const response = new ServerResponse(request)
      response.shouldKeepAlive = false
      response.assignSocket(socket as Socket)
      response.once('finish', () => socket.end())
      server.routing(request, response)
    },
    async ready() {
      await server.ready()
    },
    endSockets: () => ways.close(),
    async close() {
      table.close()
      await server.close()
    },
  }
}

function askedOf(request: FastifyRequest): Asked {
  const { headers, rawHeaders, url = '', method = '' } = request.raw
  const { host = '' } = headers
  return { method, target: url, host, headers, rawHeaders, ip: request.ip, requestId: request.id }
}
