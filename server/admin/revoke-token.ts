import { ProtocolError } from '../protocol/errors.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { revokeCredential, revokeIntrospected } from '../tokens/revoke.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { identify } from './identify.ts'
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
  const identified = identify(deps.dialects, text)
  switch (identified.form) {
    case 'unknown':
      return undefined
    case 'joined':
      throw new ProtocolError('parameter_malformed', {
        parameter: 'token',
        description: 'This is several credentials in one. Revoke the one that leaked by itself.',
      })
    case 'jwt':
      return revokeLive(deps, text, actor)
    case 'ours': {
      const { kind, numbers, secret } = identified.parsed
      if (kind === 'rt' || kind === 'st') return revokeLive(deps, text, actor)
      const { credentials } = deps.store
      const [id] = numbers
      const isStored = kind === 'ak' || kind === 'mk' || kind === 'cs' || kind === 'sk'
      const found = !isStored
        ? undefined
        : id === undefined
          ? await credentials.findByHash(deps.secrets.hash(secret))
          : await credentials.load(id)
      if (found === undefined || !deps.secrets.matches(secret, found.secretHash)) return undefined
      return revokeStored(deps, found, actor)
    }
    default:
      return identified satisfies never
  }
}

async function revokeLive(
  deps: AdminDeps,
  text: string,
  actor: Actor,
): Promise<string | undefined> {
  try {
    const found = await deps.introspectAnyGeneration(text)
    if (!isOpenTo(actor, found.client.organizationId)) return undefined
    await deps.store.transaction(async (records) => {
      await revokeIntrospected(records, found, deps.clock.now(), deps.tokenLifetimeSecMax)
      await record(deps, records, actor, NAME, {
        dialect: found.client.dialect,
        clientRow: found.client.id,
        detail: found.kind,
      })
    })
    return found.kind
  } catch (thrown) {
    if (thrown instanceof ProtocolError && thrown.status < 500) return undefined
    throw thrown
  }
}

async function revokeStored(
  deps: AdminDeps,
  found: Credential,
  actor: Actor,
): Promise<string | undefined> {
  const now = deps.clock.now()
  const isRevoked = await deps.store.transaction(async (records) => {
    const client = await clientOf(records, found)
    if (!isOpenTo(actor, client?.organizationId ?? found.organizationId)) return false
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

async function clientOf({ clients }: Pick<Records, 'clients'>, { clientRow }: Credential) {
  return clientRow === undefined ? undefined : clients.loadById(clientRow)
}
