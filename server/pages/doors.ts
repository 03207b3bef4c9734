import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Dialect, DoorEndpoint } from '../dialects/contract.ts'
import { readWire } from '../http/wire.ts'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { textField } from '../protocol/fields.ts'
import type { WireRequest } from '../protocol/wire.ts'
import { loadGuestRoom } from '../resources/rooms.ts'
import { type AgentDoorDeps, showAgent } from './agent-door.ts'
import { allowDevices, callPolicy, settingsOf } from './call-page.ts'
import { frameOf } from './frame.ts'
import { page, sendPage, views } from './send.ts'

export interface DoorDeps extends AgentDoorDeps {
  /** For the landing page at the same path. */
  readonly home: (request: FastifyRequest) => Promise<string>
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
      const wire = readWire(request)
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
    const settings = settingsOf(deps, {
      ticket: { kind: 'guest', roomId: room.id },
      room,
      name: '',
      guestLink: undefined,
      textSentTo: undefined,
      isEmbedded: false,
      text: frame.text,
      now,
    })
    const expiresAtIso = isoTime(room.expiresAt ?? now)
    const html = renderGuest(frame, { reference: room.callReference, expiresAtIso, settings })
    const policy = callPolicy(request, deps.reach)
    return sendPage(allowDevices(reply, deps.reach), html, { policy, hasSecretAddress: true })
  } catch (thrown) {
    if (!(thrown instanceof ProtocolError) || thrown.code !== 'gone') throw thrown
    return sendPage(reply, renderGuestExpired(frame), { status: 410, hasSecretAddress: true })
  }
}
