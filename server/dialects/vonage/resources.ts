import { ProtocolError } from '../../protocol/errors.ts'
import { textField } from '../../protocol/fields.ts'
import type { Availability } from '../../protocol/resource-operations.ts'
import { parseScope } from '../../protocol/scope.ts'
import { json, type WireRequest } from '../../protocol/wire.ts'
import type { ResourceEndpoint } from '../contract.ts'

const CHARSET = { 'content-type': 'application/json; charset=utf-8' } as const

export const resources: readonly ResourceEndpoint[] = [
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
