import type { Authorization, Family } from '../protocol/authorization.ts'
import type { AuthenticatedClient, Subject } from '../protocol/client.ts'
import type { Scope } from '../protocol/scope.ts'
import type { Records } from '../store/records.ts'
import type { GrantDeps } from './contract.ts'

const SALT_BYTES = 16

interface Founding {
  readonly grantType: string
  readonly client: AuthenticatedClient
  readonly subject: Subject
  readonly scope: Scope
  readonly audience: readonly string[]
}

/** Starts a family inside the transaction of the decision that it comes from. */
export async function foundFamily(
  records: Records,
  deps: GrantDeps,
  founding: Founding,
): Promise<Authorization> {
  const { client, subject, scope, audience, grantType } = founding
  const minting = mintingOf(deps, scope)
  const salt = deps.random.bytes(SALT_BYTES)
  // A subject token has no end (its vendor names none); a family of access tokens needs none
  // longer.
  const expiresAt =
    minting === 'subject_token'
      ? undefined
      : deps.now +
        (minting === 'access' ? deps.tokenLifetimeSecMax : deps.rules.refreshTokenLifetimeSec)
  const id = await records.families.add({
    clientRow: client.client.id,
    credentialId: client.credentialId,
    userId: subject.id,
    scope,
    audience,
    salt,
    kind: minting === 'access_and_refresh' ? 'refresh' : minting,
    createdAt: deps.now,
    expiresAt,
  })
  const family: Family = { id, salt, generation: 1, expiresAt }
  return {
    ...client,
    grantType,
    subject,
    scope,
    audience,
    family,
    pairId: undefined,
    minting,
    bound: undefined,
    room: undefined,
  }
}

function mintingOf(deps: GrantDeps, scope: Scope): Authorization['minting'] {
  const { codeYields, refresh } = deps.rules
  if (codeYields === 'subject_token') return 'subject_token'
  if (refresh === 'never') return 'access'
  return refresh === 'always' || scope.includes(refresh.scope) ? 'access_and_refresh' : 'access'
}

/** Ends everything that descends from the family, here and on every other node. */
export async function endFamily(
  records: Records,
  familyId: number,
  deps: Pick<GrantDeps, 'now' | 'tokenLifetimeSecMax'>,
): Promise<void> {
  await records.families.revoke(familyId, deps.now)
  const end = deps.now + deps.tokenLifetimeSecMax
  await records.notices.add({
    topic: 'revoked',
    kind: 'family',
    target: String(familyId),
    // Another node's clock may be ahead, and a family never comes back.
    at: end,
    expiresAt: end,
  })
}
