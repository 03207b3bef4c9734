import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import type { Duplex } from 'node:stream'

/** Takes some of a server's requests for itself. */
export interface Diversion {
  /** Whether the request is its own; asked before anything else looks at it. */
  owns(request: IncomingMessage): boolean
  answer(request: IncomingMessage, response: ServerResponse): void
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void
}

/** What is taken here is answered here; the rest goes on to whoever listened before. */
export function takeRequests(
  server: Server,
  isTaken: (request: IncomingMessage, response: ServerResponse) => boolean,
): void {
  before(server, 'request', (request, response) => isTaken(request, response as ServerResponse))
}

type Listener = (...args: unknown[]) => void

/**
 * One port, two doors: what a diversion owns never reaches the router, hooks and parsers of the
 * server, and no listener of one sees what belongs to the other.
 */
export function divert(server: Server, diversion: Diversion): void {
  takeRequests(server, (request, response) => {
    if (!diversion.owns(request)) return false
    diversion.answer(request, response)
    return true
  })
  before(server, 'upgrade', (request, socket, head) => {
    if (!diversion.owns(request)) return false
    diversion.upgrade(request, socket as Duplex, head as Buffer)
    return true
  })
}

function before(
  server: Server,
  event: 'request' | 'upgrade',
  isTaken: (request: IncomingMessage, second: unknown, third: unknown) => boolean,
): void {
  const others = server.listeners(event) as Listener[]
  server.removeAllListeners(event)
  server.on(event, (request: IncomingMessage, second: unknown, third: unknown) => {
    if (isTaken(request, second, third)) return
    for (const other of others) other.call(server, request, second, third)
  })
}
