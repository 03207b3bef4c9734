import type { Actor } from './authority.ts'
import { isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import type { TokenExplanation, TokenFacts } from './explain-token.ts'
import type { Identified } from './identify.ts'

export const NOT_OWN: TokenExplanation = {
  facts: { kind: 'unknown' },
  isAlive: false,
  checks: [{ words: 'it is genuine and belongs to this organization', passed: false }],
}

/**
 * What an actor may learn of a presented text. To an organization's, another's token and one that
 * nobody ever made are the same; only what can be read off the text itself is told of both.
 */
export async function asToldTo(
  deps: AdminDeps,
  actor: Actor,
  identified: Identified,
  explained: TokenExplanation,
): Promise<TokenExplanation> {
  if (actor.organizationId === undefined || identified.form === 'unknown') return explained
  const owner = await ownerOf(deps, explained.facts)
  return owner !== undefined && isOpenTo(actor, owner) ? explained : NOT_OWN
}

async function ownerOf(
  { directory, store }: AdminDeps,
  { kind, clientId, credentialId, subjectId }: TokenFacts,
): Promise<number | undefined> {
  if (clientId !== undefined) return (await directory.load(clientId))?.client.organizationId
  if (kind === 'management_key' && credentialId !== undefined) {
    return (await store.credentials.load(credentialId))?.organizationId
  }
  return subjectId === undefined
    ? undefined
    : (await store.users.loadByPublicId(subjectId))?.organizationId
}
