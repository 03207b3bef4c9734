import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Reach } from '../conference/engines/contract.ts'
import type { CallSettings } from '../conference/messages.ts'
import { SOCKET_PATH } from '../conference/socket.ts'
import { sealTicket, type Ticket } from '../conference/tickets.ts'
import type { Secrets } from '../credentials/secrets.ts'
import { pagePolicy } from '../http/security-headers.ts'
import { isoTime } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { Room } from '../store/rooms.ts'
import type { Messages } from './messages/index.ts'

/** What the call page may use of the device, and nobody whom it frames (Permissions Policy §5). */
const PERMISSIONS = ['camera', 'microphone', 'display-capture', 'autoplay', 'fullscreen']
const HOST = /^[\w.[\]:-]{1,255}$/

export interface CallDeps {
  readonly secrets: Secrets
  readonly random: Random
  readonly reach: Reach
}

export interface CallFacts {
  readonly ticket: Ticket
  readonly room: Room
  readonly name: string
  readonly guestLink: string | undefined
  readonly textSentTo: string | undefined
  readonly isEmbedded: boolean
  readonly text: Messages
  readonly now: number
}

/** What the script of the call page begins with, as it stands in the page. */
export function settingsOf({ secrets, random }: CallDeps, facts: CallFacts): string {
  const { ticket, room, text, now } = facts
  const settings: CallSettings = {
    socket: SOCKET_PATH,
    ticket: sealTicket(secrets, random, ticket, now),
    isAgent: ticket.kind === 'agent',
    name: facts.name,
    reference: room.callReference,
    guestLink: facts.guestLink,
    textSentTo: facts.textSentTo,
    expiresAtIso: isoTime(room.expiresAt ?? now),
    isEmbedded: facts.isEmbedded,
    language: text.formats,
    words: text.call,
  }
  return JSON.stringify(settings)
}

/** The policy of a page with our script in it, which reaches our socket and what carries calls. */
export function callPolicy(request: FastifyRequest, reach: Reach, framedBy = "'none'"): string {
  const { host = '' } = request.headers
  // Not every browser takes 'self' for the socket beside the page (CSP Level 3 §6.7.2.8).
  const sockets = HOST.test(host) ? [`ws://${host}`, `wss://${host}`] : []
  return [
    pagePolicy('', framedBy),
    "script-src 'self'",
    `connect-src ${["'self'", ...sockets, ...reach.connect].join(' ')}`,
    "media-src 'self' blob:",
    `frame-src ${reach.frames.join(' ') || "'none'"}`,
  ].join('; ')
}

export function allowDevices(reply: FastifyReply, { frames }: Reach): FastifyReply {
  const allowed = ['self', ...frames.map((origin) => `"${origin}"`)].join(' ')
  const features = PERMISSIONS.map((feature) => `${feature}=(${allowed})`)
  return reply.header('permissions-policy', features.join(', '))
}
