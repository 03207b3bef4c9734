import { ProtocolError } from '../../protocol/errors.ts'
import type { Fields } from '../../protocol/wire.ts'

const NAME_CHARACTERS_MAX = 60
/** Decided by the ticket, so a front end may name them only as they are. */
const DECIDED = ['room_name', 'participant_identity'] as const
const REFUSED = ['participant_metadata', 'participant_attributes', 'room_config'] as const

export interface JoinWish {
  readonly room: string
  readonly seat: string
  readonly name: string
}

/**
 * Reads the body of LiveKit's standard token endpoint, for front ends of one's own: all fields are
 * optional, and what a client may not set is refused rather than passed over.
 *
 * @throws `parameter_malformed` naming the field.
 * @see https://docs.livekit.io/frontends/build/authentication/endpoint
 */
export function readTokenRequest(fields: Fields, known: JoinWish): JoinWish {
  const decided = { room_name: known.room, participant_identity: known.seat }
  for (const parameter of DECIDED) {
    const given = fields[parameter]
    if (given !== undefined && given !== null && given !== decided[parameter]) refuse(parameter)
  }
  for (const parameter of REFUSED) if (!isEmpty(fields[parameter])) refuse(parameter)
  const name = fields.participant_name ?? known.name
  if (typeof name !== 'string' || name.length > NAME_CHARACTERS_MAX) refuse('participant_name')
  return { ...known, name: String(name) }
}

/** The body of its answer, which is a 201. */
export function tokenAnswer(url: string, token: string): Readonly<Record<string, string>> {
  return { server_url: url, participant_token: token }
}

function isEmpty(value: unknown): boolean {
  if (value === undefined || value === null || value === '') return true
  return typeof value === 'object' && Object.keys(value).length === 0
}

function refuse(parameter: string): never {
  const description = `${parameter} is decided by the ticket and cannot be set.`
  throw new ProtocolError('parameter_malformed', { parameter, description })
}
