import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type AuditTrail, decisionOn } from '../audit/trail.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Dialect, DoorEndpoint } from '../dialects/contract.ts'
import { pagePolicy } from '../http/security-headers.ts'
import { readWire } from '../http/wire.ts'
import { type Clock, isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Site } from '../protocol/site.ts'
import type { WireRequest } from '../protocol/wire.ts'
import { guestLinkOf } from '../resources/guest-link.ts'
import { enterRoom, guestCodeOf, isLive, loadGuestRoom } from '../resources/rooms.ts'
import type { Room } from '../store/rooms.ts'
import type { Store } from '../store/store.ts'
import { frameOf } from './frame.ts'
import { type PageDeps, page, sendPage, views } from './send.ts'

export interface DoorDeps extends PageDeps {
  readonly store: Store
  readonly secrets: Secrets
  readonly clock: Clock
  readonly site: Site
  readonly audit: AuditTrail
  /** For the landing page at the same path. */
  readonly home: (request: FastifyRequest) => Promise<string>
  introspect(token: string): Promise<Introspection>
  isOn(dialect: string): boolean
}

/** Doors are opened in a browser with a credential in the URL, so their refusals are pages too. */
export function registerDoor(
  server: FastifyInstance,
  deps: DoorDeps,
  dialect: Dialect,
  endpoint: DoorEndpoint,
): void {
  server.get(
    endpoint.path,
    { config: { isDoor: true } },
    page(deps, async (request, reply) => {
      const wire = await readWire(request)
      const isHome = endpoint.operation === 'agent_sign_in' && !hasCredential(wire)
      if (isHome) return sendPage(reply, await deps.home(request))
      if (!deps.isOn(dialect.name)) throw new ProtocolError('not_found')
      return endpoint.operation === 'guest'
        ? await showGuest(deps, wire, request, reply)
        : await showAgent(deps, dialect, wire, request, reply)
    }),
  )
}

/** Without one it is somebody who opened the bare address. */
function hasCredential({ query }: WireRequest): boolean {
  return textField(query, 'user') !== undefined || textField(query, 'token') !== undefined
}

async function showGuest(
  deps: DoorDeps,
  wire: WireRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const { renderGuest, renderGuestExpired } = await views()
  const frame = frameOf(deps, request)
  try {
    const now = deps.clock.now()
    const room = await loadGuestRoom(deps.store, deps.secrets, wire.params.code ?? '', now)
    const expiresAtIso = isoTime(room.expiresAt ?? now)
    const html = renderGuest(frame, { reference: room.callReference, expiresAtIso })
    return sendPage(reply, html, { hasSecretAddress: true })
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError) || thrown.code !== 'gone') throw thrown
    return sendPage(reply, renderGuestExpired(frame), { status: 410, hasSecretAddress: true })
  }
}

async function showAgent(
  deps: DoorDeps,
  dialect: Dialect,
  wire: WireRequest,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const email = textField(wire.query, 'user')
  const token = textField(wire.query, 'token')
  const now = deps.clock.now()
  const room = await signAgentIn(deps, dialect, email, token, request)
  const hasText = room?.phoneNumber !== undefined && isLive(room, now)
  if (room !== undefined) await enterRoom(deps.store, room, now)
  const { renderAgent } = await views()
  const isEmbedded = textField(wire.query, 'mode') === 'embedded'
  const html = renderAgent(frameOf(deps, request), {
    agentEmail: email ?? '',
    embedded: isEmbedded,
    room:
      room === undefined || !isLive(room, now)
        ? undefined
        : {
            reference: room.callReference,
            guestLink: guestLinkOf(deps.site.baseUrl, guestCodeOf(deps.secrets, room.id)),
            expiresAtIso: isoTime(room.expiresAt ?? now),
            textSentTo: hasText ? masked(room.phoneNumber ?? '') : undefined,
          },
  })
  // The documented use is an iframe in the customer's page.
  reply.removeHeader('x-frame-options')
  return sendPage(reply, html, { policy: pagePolicy('', '*'), hasSecretAddress: true })
}

/** The token's room, or `undefined` where it has none. The agent must be one of its account. */
async function signAgentIn(
  deps: DoorDeps,
  dialect: Dialect,
  email: string | undefined,
  token: string | undefined,
  request: FastifyRequest,
): Promise<Room | undefined> {
  const refused = new ProtocolError('access_denied', {
    description: 'This sign-in link is not valid (any more).',
  })
  const found = token === undefined ? undefined : await deps.introspect(token).catch(asRefusal)
  const agent = email === undefined ? undefined : await deps.store.users.loadByEmail(email)
  const isAllowed =
    found?.kind === 'access_token' &&
    found.client.dialect === dialect.name &&
    agent?.isEnabled === true &&
    agent.organizationId === found.client.organizationId
  const facts = {
    action: 'agent_sign_in',
    outcome: isAllowed ? 'granted' : 'access_denied',
    dialect: dialect.name,
    clientRow: found?.client.id,
    userId: agent?.id,
    credentialId: found?.credentialId,
  }
  deps.audit.count(decisionOn({ ip: request.ip, requestId: request.id }, facts))
  if (!isAllowed) throw refused
  const { bound } = found
  return bound?.kind === 'room' ? openRoomOf(await deps.store.rooms.load(bound.id)) : undefined
}

/** A reference that waits for a room is not one yet. */
function openRoomOf(room: Room | undefined): Room | undefined {
  return room?.guestHash === undefined ? undefined : room
}

function asRefusal(thrown: unknown): undefined {
  if (thrown instanceof ProtocolError && thrown.status < 500) return undefined
  throw thrown
}

function masked(number: string): string {
  return `${number.slice(0, 3)}…${number.slice(-2)}`
}
