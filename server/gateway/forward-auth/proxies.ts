import type { IncomingMessage } from 'node:http'
import { allowedAddresses } from '../../credentials/addresses.ts'

/** Below it each kind of proxy has a path of its own. */
export const QUESTIONS = '/authz'

/** Tells proxies that may ask from everybody else. No list lets nobody ask. */
export function askingProxies(ranges: readonly string[]) {
  const listed = allowedAddresses(ranges)
  const mayAsk = ({ socket }: Pick<IncomingMessage, 'socket'>): boolean =>
    // The connection's own address, not what a header says of it: answers hold identities.
    ranges.length > 0 && listed.has(socket.remoteAddress ?? '')
  return {
    mayAsk,
    /** A question may come under an API's own host name, and is no request to that API. */
    isQuestion: (request: IncomingMessage): boolean =>
      request.url?.startsWith(`${QUESTIONS}/`) === true && mayAsk(request),
  }
}

export type AskingProxies = ReturnType<typeof askingProxies>
