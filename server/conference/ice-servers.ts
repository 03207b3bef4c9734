import { createHmac } from 'node:crypto'
import type { IceServer } from './messages.ts'

/** As long as a call may last: a relay asks for them again when a browser looks for a new way. */
const CREDENTIALS_SEC = 86_400

export interface IceSettings {
  /** `stun:host:port`: by which a browser finds its own public address (RFC 8489). */
  readonly stunUrls: readonly string[]
  /** `turn:` or `turns:`: a relay for those between whom no direct way leads (RFC 8656). */
  readonly turnUrls: readonly string[]
  /** Shared with the relay (coturn: `static-auth-secret`). */
  readonly turnSecret: string
}

/**
 * What one participant's browser may use. The relay's credentials are made for that seat and end by
 * themselves, so nobody can go on using the relay with what the page was told.
 *
 * @see https://github.com/coturn/coturn/blob/master/README.turnserver (TURN REST API)
 */
export function iceServersFor(settings: IceSettings, seatId: number, now: number): IceServer[] {
  const { stunUrls, turnUrls, turnSecret } = settings
  const servers: IceServer[] = []
  if (stunUrls.length > 0) servers.push({ urls: stunUrls })
  if (turnUrls.length > 0) {
    const username = `${now + CREDENTIALS_SEC}:seat_${seatId}`
    const credential = createHmac('sha1', turnSecret).update(username).digest('base64')
    servers.push({ urls: turnUrls, username, credential })
  }
  return servers
}
