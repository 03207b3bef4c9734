import { ProtocolError } from '../../protocol/errors.ts'
import type { Fields } from '../../protocol/wire.ts'

const NAME_CHARACTERS_MAX = 60
const ADDRESS_CHARACTERS_MAX = 254
/** Decided by what the front end presents: it opens one room, and grants what a join needs. */
const REFUSED = [
  'room_name',
  'participant_metadata',
  'participant_attributes',
  'room_config',
] as const

export interface JoinWish {
  /** As others will see it; empty where none was given. */
  readonly name: string
  /** An agent signs in by their address. */
  readonly identity: string | undefined
}

/**
 * Reads the body of LiveKit's standard token endpoint, for front ends of one's own: all fields are
 * optional, and what a client may not set is refused rather than passed over.
 *
 * @throws `parameter_malformed` naming the field.
 * @see https://docs.livekit.io/frontends/build/authentication/endpoint
 */
export function readTokenRequest(fields: Fields): JoinWish {
  for (const parameter of REFUSED) if (!isEmpty(fields[parameter])) refuse(parameter)
  return {
    name: textOf(fields, 'participant_name', NAME_CHARACTERS_MAX) ?? '',
    identity: textOf(fields, 'participant_identity', ADDRESS_CHARACTERS_MAX),
  }
}

function textOf(fields: Fields, parameter: string, charactersMax: number): string | undefined {
  const value = fields[parameter]
  if (value === undefined || value === null || value === '') return undefined
  if (typeof value === 'string' && value.length <= charactersMax) return value
  const description = `${parameter} must be a text of at most ${charactersMax} characters.`
  throw new ProtocolError('parameter_malformed', { parameter, description })
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
  const description = `${parameter} is decided by what opens the room and cannot be set.`
  throw new ProtocolError('parameter_malformed', { parameter, description })
}
