import { type Decision, decisionOn } from '../audit/trail.ts'
import type { ProtocolError } from '../protocol/errors.ts'
import { familyRowOf, type Introspection } from '../protocol/introspection.ts'

/** A decision on a request that bears a token: what was asked, how it ended, and who asked. */
export function countedOf(
  request: Pick<Decision, 'ip' | 'requestId'>,
  facts: Pick<Decision, 'action' | 'outcome'> & Partial<Decision>,
  caller: Introspection | undefined,
  error?: ProtocolError,
): Decision {
  return decisionOn(request, {
    dialect: caller?.client.dialect,
    clientRow: caller?.client.id,
    userId: caller?.subject?.id,
    familyId: familyRowOf(caller?.familyId),
    credentialId: caller?.credentialId,
    organizationId: caller?.client.organizationId,
    detail: error?.options.detail,
    ...facts,
  })
}
