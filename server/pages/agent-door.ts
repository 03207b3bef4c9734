import type { FastifyReply, FastifyRequest } from 'fastify'
import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import { checkAgent, type SignedIn } from '../conference/agent.ts'
import { sealTicket } from '../conference/tickets.ts'
import type { Dialect } from '../dialects/contract.ts'
import { type Clock, isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Site } from '../protocol/site.ts'
import type { WireRequest } from '../protocol/wire.ts'
import { guestLinkOf } from '../resources/guest-link.ts'
import { enterRoom, guestCodeOf, isLive } from '../resources/rooms.ts'
import type { Room } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { allowDevices, type CallDeps, callPolicy, settingsOf } from './call-page.ts'
import { frameOf } from './frame.ts'
import { type PageDeps, sendPage, views } from './send.ts'
import type { OpeningModel } from './views/models.ts'

export const OPEN_PATH = '/rooms/open'

export interface AgentDoorDeps extends PageDeps, CallDeps {
  readonly store: Store
  readonly clock: Clock
  readonly site: Site
  readonly audit: AuditTrail
  introspect(token: string): Promise<Introspection>
}

/** What the page shows beside who the agent is. */
export interface AgentShown {
  readonly signedIn: SignedIn
  readonly token: string
  readonly room: Room | undefined
  readonly isEmbedded: boolean
  /** What was typed, and is to be mended. */
  readonly opening?: Pick<OpeningModel, 'problem' | 'phoneNumber' | 'callReference'>
  readonly status?: number
}

export async function showAgent(
  deps: AgentDoorDeps,
  dialect: Dialect,
  wire: WireRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const token = textField(wire.query, 'token') ?? ''
  const email = textField(wire.query, 'user')
  const agent = email === undefined ? undefined : await deps.store.users.loadByEmail(email)
  const check = await checkAgent(deps, token, agent, dialect.name)
  const facts = {
    action: 'agent_sign_in',
    outcome: check.signedIn === undefined ? 'access_denied' : 'granted',
    dialect: dialect.name,
    clientRow: check.found?.client.id,
    userId: check.agent?.id,
    credentialId: check.found?.credentialId,
  }
  deps.audit.count(decisionOn({ ip: request.ip, requestId: request.id }, facts))
  const { signedIn } = check
  if (signedIn === undefined) {
    const description = 'This sign-in link is not valid (any more).'
    throw new ProtocolError('access_denied', { description })
  }
  const room = await roomOf(deps, signedIn.found)
  if (room !== undefined) await enterRoom(deps.store, room, deps.clock.now())
  const isEmbedded = textField(wire.query, 'mode') === 'embedded'
  return sendAgent(deps, { signedIn, token, room, isEmbedded }, request, reply)
}

export async function sendAgent(
  deps: AgentDoorDeps,
  { signedIn, token, room, isEmbedded, opening, status }: AgentShown,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const now = deps.clock.now()
  const frame = frameOf(deps, request)
  const { agent, found } = signedIn
  const isOpen = room !== undefined && isLive(room, now)
  const { renderAgent } = await views()
  const guestLink = isOpen
    ? guestLinkOf(deps.site.baseUrl, guestCodeOf(deps.secrets, room.id))
    : undefined
  const textSentTo = isOpen ? await textOf(deps.store, room) : undefined
  const html = renderAgent(frame, {
    agentEmail: agent.email,
    embedded: isEmbedded,
    room:
      isOpen && guestLink !== undefined
        ? {
            reference: room.callReference,
            guestLink,
            expiresAtIso: isoTime(room.expiresAt ?? now),
            textSentTo,
            settings: settingsOf(deps, {
              ticket: { kind: 'agent', roomId: room.id, userId: agent.id, token },
              room,
              name: agent.name,
              // The documentation says of an embedded agent that they cannot invite.
              guestLink: isEmbedded ? undefined : guestLink,
              textSentTo,
              isEmbedded,
              text: frame.text,
              now,
            }),
          }
        : undefined,
    opening: isEmbedded
      ? undefined
      : {
          action: OPEN_PATH,
          fields: {
            ticket: sealTicket(
              deps.secrets,
              deps.random,
              { kind: 'opener', userId: agent.id, token },
              now,
            ),
          },
          ...opening,
        },
  })
  // The documented use is an iframe in the customer's page; a client may say in whose.
  reply.removeHeader('x-frame-options')
  const policy = callPolicy(request, deps.reach, found.client.allowedOrigins.join(' ') || '*')
  return sendPage(allowDevices(reply, deps.reach), html, {
    policy,
    hasSecretAddress: true,
    ...(status !== undefined && { status }),
  })
}

/** The room of the token, or the one that its agent has opened on the page. */
async function roomOf(
  { store }: AgentDoorDeps,
  { bound, client, tokenId }: Introspection,
): Promise<Room | undefined> {
  const room = bound?.kind === 'room' ? await store.rooms.load(bound.id) : undefined
  // A reference that waits for a room is not one yet.
  if (room?.guestHash !== undefined) return room
  return store.rooms.loadNewestByRequest(client.id, pageRequestOf(tokenId))
}

/** Names what an agent asked for on the page that this token opened. */
export function pageRequestOf(tokenId: string | undefined): string {
  return `agent page ${tokenId ?? ''} `
}

/** Whom the link goes to by text; nobody, where the text was dropped or could not be sent. */
async function textOf(store: Store, { id, phoneNumber }: Room): Promise<string | undefined> {
  if (phoneNumber === undefined) return undefined
  const [text] = await store.outbox.ofRooms([id])
  const isComing = text !== undefined && ['waiting', 'sending', 'sent'].includes(text.state)
  return isComing ? masked(phoneNumber) : undefined
}

function masked(number: string): string {
  return `${number.slice(0, 3)}…${number.slice(-2)}`
}
