import { ProtocolError } from '../../protocol/errors.ts'
import { fieldsOf, textField } from '../../protocol/fields.ts'
import { readBasic, readBodyProof } from '../../protocol/presented.ts'
import type { Availability } from '../../protocol/resource-operations.ts'
import { parseScope } from '../../protocol/scope.ts'
import type { TokenRequest } from '../../protocol/token-request.ts'
import type { TokenSet } from '../../protocol/token-set.ts'
import { json, NO_STORE, type WireRequest } from '../../protocol/wire.ts'
import type { Endpoint } from '../contract.ts'

const CHARSET = { 'content-type': 'application/json; charset=utf-8' } as const
const SCOPE_CHARACTERS_MAX = 300

export const endpoints: readonly Endpoint[] = [
  {
    operation: 'token',
    method: 'POST',
    path: '/Auth/connect/token',
    accepts: ['form'],
    read,
    write,
  },
  { operation: 'metadata', method: 'GET', path: '/Auth/.well-known/openid-configuration' },
  { operation: 'jwks', method: 'GET', path: '/Auth/.well-known/jwks' },
  {
    operation: 'availability.read',
    method: 'GET',
    path: '/agents-availability',
    requires: { scopes: ['agents-availability:read'] },
    opens: ['access_token'],
    read: readSkills,
    write: writeAvailability,
  },
]

/** The documentation sends the secret in the body, the vendor's own samples as Basic; Basic wins. */
function read(request: WireRequest): TokenRequest {
  const fields = fieldsOf(request)
  const scope = textField(fields, 'scope')
  if (scope !== undefined && scope.length > SCOPE_CHARACTERS_MAX) {
    throw new ProtocolError('invalid_scope', { value: 'scope' })
  }
  return {
    grantType: textField(fields, 'grant_type'),
    proof: readBasic(request) ??
      readBodyProof(fields.client_id, fields.client_secret) ?? {
        kind: 'absent',
        presentedIn: 'body',
      },
    scope: scope === undefined ? undefined : parseScope(scope),
    resources: [],
    parameters: {},
  }
}

function write(tokens: TokenSet): ReturnType<typeof json> {
  return json(
    200,
    {
      access_token: tokens.accessToken,
      expires_in: tokens.accessExpiresInSec,
      token_type: 'Bearer',
    },
    { ...CHARSET, ...NO_STORE },
  )
}

/** The documentation's table says `skillName`, its URL `skillNames`: both are read. */
function readSkills({ query }: WireRequest): { skills: readonly string[] } {
  const text = textField(query, 'skillNames') ?? textField(query, 'skillName')
  const skills = text === undefined ? [] : parseScope(text, /,/).map((skill) => skill.trim())
  if (skills.length === 0) throw new ProtocolError('parameter_missing', { parameter: 'SkillNames' })
  return { skills }
}

function writeAvailability(counts: Availability): ReturnType<typeof json> {
  return json(
    200,
    {
      Ready: counts.ready,
      Away: counts.away,
      'Extended Away': counts.extendedAway,
      'Logged Out': counts.loggedOut,
    },
    CHARSET,
  )
}
