import type { Clock } from '../../protocol/clock.ts'
import type { Engine } from './contract.ts'

/** Only entering takes a token; a page that comes back asks for a new one. */
const JOIN_TOKEN_SEC = 120

export interface JitsiSettings {
  /** The origin of the Jitsi Meet deployment. */
  readonly url: string
  readonly clientId: string
  readonly clientSecret: string
}

/**
 * A Jitsi Meet deployment carries the call, in a frame of the call page. Its Prosody must accept
 * tokens and nothing else (`mod_auth_token`, `allow_empty_token = false`). It has no way for a
 * server to put somebody out: the page of whoever loses their seat closes the frame, their token is
 * over by then, and the agent is the moderator and can put out one who comes with another program.
 *
 * @see https://github.com/jitsi/lib-jitsi-meet/blob/master/doc/tokens.md
 */
export function jitsiWith({ url, clientId, clientSecret }: JitsiSettings, clock: Clock): Engine {
  const { origin, hostname } = new URL(url)
  const key = new TextEncoder().encode(clientSecret)
  return {
    name: 'jitsi',
    reach: { connect: [], frames: [origin] },
    async admit(room, { seat, name, isAgent }) {
      const { SignJWT } = await import('jose')
      const now = clock.now()
      const token = await new SignJWT({
        room,
        context: {
          user: { id: seat, name, affiliation: isAgent ? 'owner' : 'member', moderator: isAgent },
        },
      })
        .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
        .setIssuer(clientId)
        .setAudience(clientId)
        .setSubject(hostname)
        .setNotBefore(now - 10)
        .setExpirationTime(now + JOIN_TOKEN_SEC)
        .sign(key)
      return { name: 'jitsi', url: `${origin}/${encodeURIComponent(room)}?jwt=${token}` }
    },
    remove: async () => {},
    end: async () => {},
  }
}
