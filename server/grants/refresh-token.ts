import { isGenuine, parseFamilyToken } from '../credentials/family-tokens.ts'
import type { Authorization } from '../protocol/authorization.ts'
import type { AuthenticatedClient } from '../protocol/client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { firstOutside } from '../protocol/scope.ts'
import type { FamilyRecord } from '../store/families.ts'
import { type Grant, type GrantDeps, type GrantRequest, textParameter } from './contract.ts'
import { endFamily } from './family.ts'

/**
 * RFC 6749 §6 with rotation (RFC 9700 §4.14.2). The token names family and generation:
 *
 *   newest                     the generation advances, the successor is handed out
 *   the one before, just now   the answer was lost: the same successor again, or a plain refusal
 *   any older                  somebody else has it: the family ends
 *
 * What is read before the transaction is only used to refuse; whoever decides reads again inside.
 */
export const refreshToken: Grant = {
  type: 'refresh_token',
  clientAuthentication: 'any',
  scopePolicy: 'inherited',
  parameters: ['refresh_token'],
  async authorize(request, client, deps) {
    const parsed = parseFamilyToken(textParameter(request, 'refresh_token'))
    if (parsed?.kind !== 'rt') throw refused('this is no refresh token')
    const { familyId, generation } = parsed
    const found = await deps.records.families.loadWithOwner(familyId)
    if (found === undefined || !isGenuine(deps.secrets, found.family, parsed)) {
      throw refused('the refresh token is unknown')
    }
    const { family: known, owner: subject } = found
    if (known.clientRow !== client.client.id) throw refused('it is another client’s')
    if (!(await deps.isFamilyAlive(known))) throw refused('its family has ended')
    const scope = narrowed(request, known)
    const isOwned = known.userId !== undefined
    if (isOwned && subject?.isEnabled !== true) throw refused('the user is gone')
    const expiresAt =
      deps.rules.refreshEnd === 'each'
        ? deps.now + deps.rules.refreshTokenLifetimeSec
        : known.expiresAt

    return deps.decide(async (records) => {
      // One atomic call says who is first, of any number of callers on any number of nodes.
      if (await records.families.advance(familyId, generation, deps.now, expiresAt)) {
        const next = { ...known, generation: generation + 1, expiresAt }
        return authorized(client, subject, next, scope)
      }
      const family = await records.families.load(familyId)
      if (family === undefined || family.revokedAt !== undefined) {
        throw refused('its family is revoked')
      }
      if (generation !== family.generation - 1 || !isRetry(family, deps)) {
        await endFamily(records, familyId, deps)
        throw refused('it was replayed; its family is revoked')
      }
      if (deps.rules.refreshRetry === 'refuse') throw refused('it was used just now')
      return authorized(client, subject, family, scope)
    }, `family ${familyId}`)
  },
}

/** Until the successor has been used itself, and not for long. */
function isRetry(family: FamilyRecord, deps: GrantDeps): boolean {
  return deps.now < family.rotatedAt + deps.rules.refreshRetryWindowSec
}

/** A request may ask for less than was granted, never for more. */
function narrowed(request: GrantRequest, family: FamilyRecord): readonly string[] {
  if (!request.isScopeNamed) return family.scope
  const value = firstOutside(request.scope, family.scope)
  if (value !== undefined) throw new ProtocolError('invalid_scope', { value })
  return request.scope
}

function authorized(
  client: AuthenticatedClient,
  subject: Authorization['subject'],
  family: FamilyRecord,
  scope: readonly string[],
): Authorization {
  return {
    client: client.client,
    credentialId: family.credentialId,
    grantType: 'refresh_token',
    subject,
    scope,
    audience: family.audience,
    family,
    pairId: undefined,
    minting: 'access_and_refresh',
    bound: undefined,
    room: undefined,
  }
}

function refused(detail: string): ProtocolError {
  return new ProtocolError('invalid_grant', { detail })
}
