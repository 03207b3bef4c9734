import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Secrets } from '../credentials/secrets.ts'
import { readWire } from '../http/wire.ts'
import type { Clock } from '../protocol/clock.ts'
import { absentIfRefused, type ProtocolError, toProtocolError } from '../protocol/errors.ts'
import { fieldsOf } from '../protocol/fields.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Store } from '../store/store.ts'
import { roomOfCall, seatOfIdentity } from './call-name.ts'
import type { Conference } from './conference.ts'
import type { LiveKitSettings } from './engines/livekit.ts'
import { readTokenRequest, tokenAnswer } from './engines/livekit-token-endpoint.ts'
import { type RoomEvent, readWebhook } from './engines/livekit-webhook.ts'
import type { RefusalCode } from './messages.ts'
import type { Ticket } from './tickets.ts'

const TOKEN_PATH = '/rooms/livekit/token'
const WEBHOOK_PATH = '/rooms/livekit/webhook'

export interface LiveKitDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly clock: Clock
  readonly conference: Conference
  introspect(token: string): Promise<Introspection>
  logFailure(error: ProtocolError, requestId: string): void
}

const STATUSES: Partial<Record<RefusalCode, number>> = {
  ticket_invalid: 401,
  room_over: 410,
  room_full: 409,
}

/** Where LiveKit carries calls: its standard token endpoint, and what it tells us. */
export function registerLiveKit(
  server: FastifyInstance,
  deps: LiveKitDeps,
  liveKit: LiveKitSettings,
): void {
  const { conference, logFailure } = deps

  // For front ends of one's own. A guest presents the last part of their link, an agent the token
  // that they sign in with, and their address as `participant_identity`.
  server.post(
    TOKEN_PATH,
    answering(async (request, reply) => {
      const wire = readWire(request, ['json'])
      const wish = readTokenRequest(fieldsOf(wire))
      const presented = /^Bearer ([\w.-]{1,4096})$/i.exec(request.headers.authorization ?? '')?.[1]
      const ticket = presented && (await ticketOf(deps, presented, wish.identity))
      if (!ticket) return refuse(reply, 'ticket_invalid')
      const admission = await conference.enterElsewhere(ticket, wish, request.ip)
      if (typeof admission === 'string') return refuse(reply, admission)
      if (admission.name !== 'livekit') throw new Error('Another engine has answered.')
      return reply.code(201).send(tokenAnswer(admission.url, admission.token))
    }),
  )

  server.post(
    WEBHOOK_PATH,
    answering(async (request, reply) => {
      // As it came: the signature is over the bytes.
      const body = Buffer.isBuffer(request.body) ? request.body.toString('utf8') : ''
      const event = await readWebhook(liveKit, body, request.headers.authorization)
      if (event !== undefined) await follow(deps, event)
      return reply.code(200).send({})
    }),
  )

  function answering(handler: (request: FastifyRequest, reply: FastifyReply) => Promise<unknown>) {
    return async (request: FastifyRequest, reply: FastifyReply) => {
      reply.headers({ 'cache-control': 'no-store', 'access-control-allow-origin': '*' })
      try {
        return await handler(request, reply)
      } catch (thrown) {
        const error = toProtocolError(thrown)
        logFailure(error, request.id)
        const { parameter } = error.options
        const body = { error: error.code, message: error.description, parameter }
        return reply.code(error.status).send(body)
      }
    }
  }
}

function refuse(reply: FastifyReply, code: RefusalCode): FastifyReply {
  if (code === 'ticket_invalid') reply.header('www-authenticate', 'Bearer')
  return reply.code(STATUSES[code] ?? 503).send({ error: code })
}

/** What opens the room, as our own pages would put it. */
async function ticketOf(
  { store, secrets, introspect }: LiveKitDeps,
  presented: string,
  identity: string | undefined,
): Promise<Ticket | undefined> {
  const guestRoom = await store.rooms.loadByGuest(secrets.hash(presented))
  if (guestRoom !== undefined) return { kind: 'guest', roomId: guestRoom.id }
  if (identity === undefined) return undefined
  const found = await introspect(presented).catch(absentIfRefused)
  const agent = await store.users.loadByEmail(identity)
  if (found?.bound?.kind !== 'room' || agent === undefined) return undefined
  return { kind: 'agent', roomId: found.bound.id, userId: agent.id, token: presented }
}

/** Seats that our own page holds are freed by its socket; those of other front ends by LiveKit. */
async function follow(
  { store, secrets, clock, conference }: LiveKitDeps,
  { kind, room, seat }: RoomEvent,
): Promise<void> {
  const roomId = roomOfCall(secrets, room)
  if (roomId === undefined) return
  if (kind === 'finished') {
    for (const one of await store.seats.taken(roomId)) {
      if (one.isCarried) await conference.leave(roomId, one.id)
    }
    return
  }
  const seatId = seat === undefined ? undefined : seatOfIdentity(seat)
  const found = seatId === undefined ? undefined : await store.seats.load(seatId)
  if (found === undefined || found.roomId !== roomId) return
  if (kind === 'joined') {
    await store.transaction((records) => records.seats.carry(found.id, clock.now()))
  } else if (found.isCarried) await conference.leave(roomId, found.id)
}
