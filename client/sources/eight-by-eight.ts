import { AccessToken } from '../keep/access-token.ts'
import type { TokenRequest } from '../wire/ask.ts'
import { readTokens, type TokenNames } from '../wire/tokens.ts'
import { readSecret, type SourceOptions } from './options.ts'
import { bearer, openSource, readBases, type TokenSource } from './token-source.ts'

export interface EightByEightOptions extends SourceOptions {
  /** From the Connect portal. It belongs on a server. */
  readonly apiKey: string
}

export interface RoomWish {
  /** International, with `+`. The vendor texts the link to it once an agent has come in. */
  readonly phoneNumber?: string
  /** 8 to 20 characters; made up by the issuer when left out. */
  readonly callReference?: string
}

export interface Room {
  /** Brings an agent in. It lives longer than the room, which is open for 15 minutes. */
  readonly token: AccessToken
  readonly guestLink: string
  readonly callReference: string
}

export interface EightByEightSource extends TokenSource {
  /** Opens a new room each time it is called. Rejects with a `MintmarkError`. */
  createRoom(wish?: RoomWish): Promise<Room>
}

const VENDOR = { baseUrl: 'https://video-agent.8x8.com' }
const NAMES: TokenNames = { access: 'auth_token', refresh: '' }

/**
 * Tokens that bring an agent into 8x8 Video Interaction, and open its reports (`x-token`). By the
 * vendor's page "Token creation", https://developer.8x8.com/connect/reference/.
 */
export function eightByEight(options: EightByEightOptions): EightByEightSource {
  const apiKey = readSecret('apiKey', options.apiKey)
  const { issuer, api } = readBases(options, VENDOR)
  const request = (body?: string): TokenRequest => ({
    url: `${issuer}/api/v1/tokens`,
    headers: { 'content-type': 'application/json', ...bearer(apiKey) },
    body,
  })
  const { source, ask } = openSource(
    {
      identity: ['8x8', issuer, apiKey],
      apiUrl: api,
      isRotating: false,
      requestsMax: 1,
      present: (token) => ({ 'x-token': token }),
      renew: async (ask) => readTokens(await ask(request()), NAMES),
    },
    options,
  )
  return {
    ...source,
    createRoom: async ({ phoneNumber, callReference } = {}) => {
      const wish = { phone_number: phoneNumber, call_reference: callReference }
      const answer = await ask(request(JSON.stringify({ create_room: true, ...wish })))
      const { accessToken } = readTokens(answer, NAMES)
      return {
        token: new AccessToken(accessToken),
        guestLink: String(answer.json.guest_link ?? ''),
        callReference: String(answer.json.call_reference ?? ''),
      }
    },
  }
}
