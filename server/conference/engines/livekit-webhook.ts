import { ProtocolError } from '../../protocol/errors.ts'
import type { LiveKitSettings } from './livekit.ts'

/** What LiveKit tells of a room of ours; whatever else it tells is nothing to us. */
export interface RoomEvent {
  readonly kind: 'joined' | 'left' | 'finished'
  readonly room: string
  /** The participant; none where the whole room is over. */
  readonly seat: string | undefined
}

const KINDS: Readonly<Record<string, RoomEvent['kind']>> = {
  participant_joined: 'joined',
  participant_left: 'left',
  participant_connection_aborted: 'left',
  room_finished: 'finished',
}

/**
 * Reads a webhook: the `Authorization` header is a JWT by the API secret over the body's SHA-256,
 * so nobody else can end a call. The body is signed as it came; it must not be parsed before.
 *
 * @throws `invalid_token` where the signature is missing, wrong, too old or over another body.
 * @see https://docs.livekit.io/home/server/webhooks
 */
export async function readWebhook(
  { apiKey, apiSecret }: Pick<LiveKitSettings, 'apiKey' | 'apiSecret'>,
  body: string,
  authorization: string | undefined,
): Promise<RoomEvent | undefined> {
  const { WebhookReceiver } = await import('livekit-server-sdk')
  const receiver = new WebhookReceiver(apiKey, apiSecret)
  const event = await receiver.receive(body, authorization).catch((cause: unknown) => {
    throw new ProtocolError('invalid_token', { cause, detail: 'webhook is not signed by LiveKit' })
  })
  const kind = KINDS[event.event]
  const room = event.room?.name
  if (kind === undefined || room === undefined || room === '') return undefined
  return { kind, room, seat: event.participant?.identity }
}
