import type { VideoGrant } from 'livekit-server-sdk'
import type { Engine, Participant } from './contract.ts'

/** Only entering takes a token; whoever is in stays when it is over. */
export const JOIN_TOKEN_SEC = 120
const ANSWER_SEC_MAX = 5

export interface LiveKitSettings {
  /** Of the WebSocket that browsers connect to, `wss://…` or, on one machine, `ws://…`. */
  readonly url: string
  readonly apiKey: string
  readonly apiSecret: string
}

/**
 * A LiveKit server carries the call. A join token opens one room for one participant and no more:
 * nobody administers, records, hides, renames themselves or writes to the others past our chat.
 *
 * @see https://docs.livekit.io/frontends/reference/tokens-grants
 */
export function liveKitWith({ url, apiKey, apiSecret }: LiveKitSettings): Engine {
  const client = async () => {
    const sdk = await import('livekit-server-sdk')
    const host = httpOf(url)
    return new sdk.RoomServiceClient(host, apiKey, apiSecret, { requestTimeout: ANSWER_SEC_MAX })
  }
  return {
    name: 'livekit',
    reach: {
      connect: [url, httpOf(url)].map((one) => new URL(one).origin),
      frames: [],
    },
    async admit(room, participant) {
      const token = await joinTokenFor(room, participant)
      return { name: 'livekit', url, token }
    },
    async remove(room, seat) {
      await unlessGone((await client()).removeParticipant(room, seat))
    },
    async end(room) {
      await unlessGone((await client()).deleteRoom(room))
    },
  }

  async function joinTokenFor(room: string, { seat, name }: Participant): Promise<string> {
    const { AccessToken, TrackSource } = await import('livekit-server-sdk')
    const token = new AccessToken(apiKey, apiSecret, { identity: seat, name, ttl: JOIN_TOKEN_SEC })
    const grant: VideoGrant = {
      room,
      roomJoin: true,
      canSubscribe: true,
      canPublish: true,
      canPublishSources: [
        TrackSource.CAMERA,
        TrackSource.MICROPHONE,
        TrackSource.SCREEN_SHARE,
        TrackSource.SCREEN_SHARE_AUDIO,
      ],
      canUpdateOwnMetadata: false,
    }
    grant.canPublishData = false
    token.addGrant(grant)
    return token.toJwt()
  }
}

/** A room that LiveKit has closed, or a participant who has left, is what was asked for. */
async function unlessGone(asked: Promise<unknown>): Promise<void> {
  try {
    await asked
  } catch (thrown) {
    const status =
      typeof thrown === 'object' && thrown !== null && 'status' in thrown && thrown.status
    if (status !== 404) throw thrown
  }
}

/** LiveKit answers to both on one port. */
function httpOf(url: string): string {
  return url.replace(/^ws/, 'http')
}
