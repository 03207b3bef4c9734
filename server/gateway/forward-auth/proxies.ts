import type { IncomingMessage } from 'node:http'
import { allowedAddresses } from '../../credentials/addresses.ts'

/** Below it each kind of proxy has a path of its own. */
export const QUESTIONS = '/authz'

/**
 * A question may come under an API's own host name, and is no request to that API, whoever asks:
 * were it forwarded for a proxy that nobody has listed, the API's 200 would let anybody in.
 */
export function isQuestion({ url }: Pick<IncomingMessage, 'url'>): boolean {
  return url?.startsWith(`${QUESTIONS}/`) === true
}

/** Tells proxies that may ask from everybody else. No list lets nobody ask. */
export function mayAskFrom(ranges: readonly string[]) {
  const listed = allowedAddresses(ranges)
  return ({ socket }: Pick<IncomingMessage, 'socket'>): boolean =>
    // The connection's own address, not what a header says of it: answers hold identities.
    ranges.length > 0 && listed.has(socket.remoteAddress ?? '')
}
