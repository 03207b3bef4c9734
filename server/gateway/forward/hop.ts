import type { IncomingHttpHeaders } from 'node:http'

/** What belongs to one connection and never goes further, either way (RFC 9110 §7.6.1). */
const OF_THE_HOP: ReadonlySet<string> = new Set([
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
])

/** Tells what belongs to the connection of these headers, what they name themselves included. */
export function hopOf({ connection }: IncomingHttpHeaders): (name: string) => boolean {
  if (connection === undefined || connection === 'keep-alive' || connection === 'close') {
    return isOfTheHop
  }
  const named = new Set(connection.split(',').map((name) => name.trim().toLowerCase()))
  return (name) => OF_THE_HOP.has(name) || named.has(name)
}

function isOfTheHop(name: string): boolean {
  return OF_THE_HOP.has(name)
}
