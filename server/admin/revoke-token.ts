import type { Introspection } from '../protocol/introspection.ts'
import type { Credential } from '../store/credentials.ts'
import { revokeCredential, revokeIntrospected } from '../tokens/revoke.ts'
import type { Actor } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { clientOf, findRevocable } from './find-revocable.ts'
import { record } from './record.ts'

const NAME = 'tokens.revoke'

/**
 * Ends whatever a leaked text stands for: a token and its family, or a secret with everything that
 * was issued against it. Answers what kind that was; `undefined` where nothing alive was found.
 */
export async function revokeToken(
  deps: AdminDeps,
  text: string,
  actor: Actor,
): Promise<string | undefined> {
  const found = await findRevocable(deps, text, actor)
  if (found === undefined) return undefined
  return 'credential' in found
    ? revokeStored(deps, found.credential, actor)
    : revokeLive(deps, found.token, actor)
}

async function revokeLive(deps: AdminDeps, token: Introspection, actor: Actor): Promise<string> {
  await deps.store.transaction(async (records) => {
    await revokeIntrospected(records, token, deps.clock.now(), deps.tokenLifetimeSecMax)
    await record(deps, records, actor, NAME, {
      dialect: token.client.dialect,
      clientRow: token.client.id,
      detail: token.kind,
    })
  })
  return token.kind
}

async function revokeStored(
  deps: AdminDeps,
  found: Credential,
  actor: Actor,
): Promise<string | undefined> {
  const now = deps.clock.now()
  const isRevoked = await deps.store.transaction(async (records) => {
    const client = await clientOf(records, found)
    const isNew = await revokeCredential(records, found.id, client, now, deps.tokenLifetimeSecMax)
    await record(deps, records, actor, NAME, {
      dialect: client?.dialect,
      clientRow: client?.id,
      detail: found.kind,
    })
    return isNew
  })
  return isRevoked ? found.kind : undefined
}
