import { absentIfRefused, ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { identify } from './identify.ts'

/** What a presented text stands for, where it can be ended. */
export type Revocable =
  | { readonly token: Introspection }
  | { readonly credential: Credential; readonly client: ClientSummary | undefined }

/**
 * Looks a leaked text up. `undefined` for what nobody ever made, what has ended, what cannot be
 * ended by itself and what is another organization's: from outside they look the same.
 */
export async function findRevocable(
  deps: AdminDeps,
  text: string,
  actor: Actor,
): Promise<Revocable | undefined> {
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
      return findToken(deps, text, actor)
    case 'ours': {
      const { kind, numbers, secret } = identified.parsed
      if (kind === 'rt' || kind === 'st') return findToken(deps, text, actor)
      const isStored = kind === 'ak' || kind === 'mk' || kind === 'cs' || kind === 'sk'
      return isStored ? findCredential(deps, numbers[0], secret, actor) : undefined
    }
    default:
      return identified satisfies never
  }
}

async function findToken(
  deps: AdminDeps,
  text: string,
  actor: Actor,
): Promise<Revocable | undefined> {
  try {
    const token = await deps.introspectAnyGeneration(text)
    return isOpenTo(actor, token.client.organizationId) ? { token } : undefined
  } catch (thrown) {
    return absentIfRefused(thrown)
  }
}

async function findCredential(
  { store, secrets }: AdminDeps,
  id: number | undefined,
  secret: string,
  actor: Actor,
): Promise<Revocable | undefined> {
  const { credentials } = store
  const credential =
    id === undefined
      ? await credentials.findByHash(secrets.hash(secret))
      : await credentials.load(id)
  if (credential === undefined || !secrets.matches(secret, credential.secretHash)) return undefined
  const client = await clientOf(store, credential)
  const owner = client?.organizationId ?? credential.organizationId
  return isOpenTo(actor, owner) ? { credential, client } : undefined
}

export async function clientOf(
  { clients }: Pick<Records, 'clients'>,
  { clientRow }: Credential,
): Promise<ClientSummary | undefined> {
  return clientRow === undefined ? undefined : clients.loadById(clientRow)
}
