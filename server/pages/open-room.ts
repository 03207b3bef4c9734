import { createHash } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import { decisionOn } from '../audit/trail.ts'
import { checkAgent, type SignedIn } from '../conference/agent.ts'
import { openTicket } from '../conference/tickets.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { Fields } from '../protocol/wire.ts'
import { readPhoneNumber, readReference } from '../resources/room-wish.ts'
import { enterRoom, openRoom } from '../resources/rooms.ts'
import type { Room } from '../store/rooms.ts'
import type { TextCaps } from '../texts/caps.ts'
import { demandRoomText, takeRoomText } from '../texts/room-text.ts'
import { type AgentDoorDeps, OPEN_PATH, pageRequestOf, sendAgent } from './agent-door.ts'
import { readForm } from './form.ts'
import { languageOf } from './language.ts'
import { page, problemWords } from './send.ts'

interface OpenDeps extends AgentDoorDeps {
  readonly roomLifetimeSec: number
  readonly textCaps: TextCaps
}

/**
 * An agent who has signed in opens a room, and so sends the text that was asked for. The ticket in
 * the form is the proof that our page has sent it: no cookie is asked for, since the page stands in
 * another site's frame.
 */
export function registerOpenRoom(server: FastifyInstance, deps: OpenDeps): void {
  server.post(
    OPEN_PATH,
    page(deps, async (request, reply) => {
      const { fields } = await readForm(request)
      const text = textField(fields, 'ticket') ?? ''
      const ticket = openTicket(deps.secrets, text, deps.clock.now())
      if (ticket?.kind !== 'opener') throw new ProtocolError('forged_form')
      const user = await deps.store.users.load(ticket.userId)
      const { signedIn } = await checkAgent(deps, ticket.token, user, undefined)
      if (signedIn === undefined) throw new ProtocolError('access_denied')
      const shown = { signedIn, token: ticket.token, isEmbedded: false }
      try {
        const room = await open(deps, signedIn, fields, text, request)
        return sendAgent(deps, { ...shown, room }, request, reply)
      } catch (thrown) {
        if (!(thrown instanceof ProtocolError) || thrown.status >= 500) throw thrown
        const opening = {
          problem: problemWords(languageOf(request, '/'), thrown).words,
          phoneNumber: textField(fields, 'phone_number'),
          callReference: textField(fields, 'call_reference'),
        }
        const { status } = thrown
        return sendAgent(deps, { ...shown, room: undefined, opening, status }, request, reply)
      }
    }),
  )
}

async function open(
  deps: OpenDeps,
  { agent, found }: SignedIn,
  fields: Fields,
  ticket: string,
  request: FastifyRequest,
): Promise<Room> {
  const now = deps.clock.now()
  const { id: clientRow } = found.client
  const phone = await readPhoneNumber(filled(fields, 'phone_number'))
  const text = phone === undefined ? undefined : { phone, clientRow, at: now }
  // A form that is sent twice opens one room.
  const key = createHash('sha256').update(ticket).digest('hex')
  const requestKey = pageRequestOf(found.tokenId) + key
  const wanted = { secrets: deps.secrets, caps: deps.textCaps, text, requestKey }
  const wish = {
    clientRow,
    organizationId: found.client.organizationId,
    callReference: readReference(filled(fields, 'call_reference')),
    phoneNumber: phone?.e164,
    lifetimeSec: deps.roomLifetimeSec,
    requestKey,
    at: now,
  }
  await demandRoomText(deps.store, wanted)
  const room = await deps.store.transaction(async (records) => {
    await takeRoomText(records, wanted)
    const opened = await openRoom(records, deps.secrets, deps.random, wish)
    const facts = {
      action: 'room_open',
      outcome: 'granted',
      dialect: found.client.dialect,
      clientRow: found.client.id,
      userId: agent.id,
      credentialId: found.credentialId,
    }
    const decision = decisionOn({ ip: request.ip, requestId: request.id }, facts)
    await deps.audit.append(records, decision)
    return opened
  })
  await enterRoom(deps.store, room, now)
  return room
}

/** An empty field of a form is one that was left out; people put spaces into numbers. */
function filled(fields: Fields, name: string): string | undefined {
  const typed = textField(fields, name)?.trim()
  if (typed === undefined || typed === '') return undefined
  return name === 'phone_number' ? typed.replace(/[\s().-]/g, '') : typed
}
