import fastifyWebsocket, { type WebSocket } from '@fastify/websocket'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { ANSWER_MS_MAX, withDeadline } from '../protocol/deadline.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { allowanceOf } from './allowance.ts'
import type { Conference, Member } from './conference.ts'
import { CLOSE_CODES, type RefusalCode, type ServerMessage } from './messages.ts'
import { MESSAGE_BYTES_MAX, readMessage } from './read-message.ts'
import type { Line, Switchboard } from './switchboard.ts'

export const SOCKET_PATH = '/rooms/socket'
const ENTER_MS_MAX = 10_000
const SILENCE_MS_MAX = 45_000
/** Offers and candidates to five others come in a burst; nothing else does. */
const MESSAGES_BURST = 400
const MESSAGES_PER_SEC = 40
/** Of what was said to a browser that does not read. */
const UNREAD_BYTES_MAX = 1_048_576
const SOCKETS_PER_ADDRESS_MAX = 5_000

export interface SocketDeps {
  readonly conference: Conference
  readonly switchboard: Switchboard
  readonly site: { readonly baseUrl: string }
  logFailure(error: ProtocolError, requestId: string): void
}

const REFUSALS: Readonly<Record<RefusalCode, string>> = {
  ticket_invalid: 'This page has expired. Open your link again.',
  room_over: 'This room is over.',
  room_full: 'This room is full.',
  message_malformed: 'This message is not one that the server knows.',
  too_many_messages: 'Too many messages at once.',
  not_allowed: 'Only the agent may do this.',
  unavailable: 'The server cannot do this at the moment.',
}

/** The socket of the call page. What it may do follows from the ticket in its first message. */
export async function registerRoomSocket(server: FastifyInstance, deps: SocketDeps): Promise<void> {
  const byAddress = new Map<string, number>()
  await server.register(fastifyWebsocket, {
    options: { maxPayload: MESSAGE_BYTES_MAX, perMessageDeflate: false },
    preClose: (done) => {
      deps.switchboard.closeAll(CLOSE_CODES.restart)
      for (const client of server.websocketServer.clients) client.close(CLOSE_CODES.restart)
      done()
    },
  })
  server.get(
    SOCKET_PATH,
    {
      websocket: true,
      preValidation: async (request) => {
        if (!isOurPage(request, deps.site.baseUrl)) throw new ProtocolError('access_denied')
        const open = byAddress.get(request.ip) ?? 0
        if (open >= SOCKETS_PER_ADDRESS_MAX) {
          throw new ProtocolError('too_many_attempts', { retryAfterSec: 60 })
        }
      },
    },
    (socket, request) => {
      byAddress.set(request.ip, (byAddress.get(request.ip) ?? 0) + 1)
      socket.once('close', () => {
        const left = (byAddress.get(request.ip) ?? 1) - 1
        if (left === 0) byAddress.delete(request.ip)
        else byAddress.set(request.ip, left)
      })
      serveSocket(socket, request, deps)
    },
  )
}

/** A browser says whose page it is; the socket is for our own only (RFC 6455 §10.2). */
function isOurPage({ headers }: FastifyRequest, baseUrl: string): boolean {
  const { origin, host } = headers
  if (origin === undefined || origin === baseUrl) return true
  return URL.canParse(origin) && new URL(origin).host === host
}

function serveSocket(socket: WebSocket, request: FastifyRequest, deps: SocketDeps): void {
  const { conference } = deps
  const allowance = allowanceOf(MESSAGES_BURST, MESSAGES_PER_SEC, performance.now())
  const line = lineOf(socket)
  let member: Member | undefined
  /** Messages are heard one after the other: what comes second may rest on the first. */
  let turn: Promise<void> = Promise.resolve()
  let silence = setTimeout(() => socket.close(CLOSE_CODES.refused), ENTER_MS_MAX)

  socket.on('message', (bytes, isBinary) => {
    // Of one that we close nothing more is heard; what somebody says before they close counts.
    if (socket.readyState !== socket.OPEN) return
    if (!allowance.take(performance.now())) return refuse('too_many_messages')
    const message = isBinary ? undefined : readMessage(String(bytes))
    if (message === undefined) return refuse('message_malformed')
    clearTimeout(silence)
    silence = setTimeout(() => socket.close(CLOSE_CODES.silent), SILENCE_MS_MAX)
    turn = turn.then(() => withDeadline(ANSWER_MS_MAX, () => hear(message))).catch(failed)
  })
  socket.on('close', () => {
    clearTimeout(silence)
    turn = turn.then(() => (member === undefined ? undefined : conference.lose(member)))
  })
  // A frame that is too long or no WebSocket's: the library closes with the right code.
  socket.on('error', () => {})

  async function hear(message: Parameters<Conference['hear']>[1]): Promise<void> {
    if (member === undefined) {
      if (socket.readyState !== socket.OPEN) return
      if (message.type !== 'enter') return refuse('message_malformed')
      const entered = await conference.enter(message, line, request.ip)
      if (typeof entered === 'string') return refuse(entered)
      member = entered
      return
    }
    const refusal = await conference.hear(member, message)
    if (refusal !== undefined) say(refusal)
  }

  function failed(thrown: unknown): void {
    const error =
      thrown instanceof ProtocolError
        ? thrown
        : new ProtocolError('server_error', { cause: thrown })
    deps.logFailure(error, request.id)
    if (member === undefined) refuse('unavailable')
    else say('unavailable')
  }

  function refuse(code: RefusalCode): void {
    say(code)
    socket.close(CLOSE_CODES.refused)
  }

  function say(code: RefusalCode): void {
    line.send({ type: 'refused', code, message: REFUSALS[code] })
  }
}

function lineOf(socket: WebSocket): Line {
  return {
    send(message: ServerMessage) {
      if (socket.readyState !== socket.OPEN) return
      if (socket.bufferedAmount > UNREAD_BYTES_MAX) return socket.close(CLOSE_CODES.slow)
      socket.send(JSON.stringify(message))
    },
    close: (code) => socket.close(code),
  }
}
