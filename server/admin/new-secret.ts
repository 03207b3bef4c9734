import { addClientCredential } from '../credentials/new-client.ts'
import type { NewCredential } from '../credentials/new-credentials.ts'
import type { Dialect } from '../dialects/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { noteClientChanged } from '../tokens/revoke.ts'
import { type Actor, nameOfActor } from './authority.ts'
import { dialectNamed } from './client-rules.ts'
import { demandHeldClient } from './clients.ts'
import { describeCredential, showSecret, stateOf } from './credential-shape.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { makersOf } from './makers.ts'
import { record } from './record.ts'
import { CREDENTIAL_PREFIX, publicNumber } from './values.ts'

const LIVE_CREDENTIALS_MAX = 20

interface SecretWish {
  readonly clientId: string
  /** How long the other live ones stay good; `undefined` for ever. */
  readonly overlapSec: number | undefined
}

interface MadeSecret {
  readonly added: NewCredential
  readonly client: ClientSummary
  readonly dialect: Dialect
}

/** Makes it in one transaction with the ends of the others and the record of it. */
export async function addSecret(
  deps: AdminDeps,
  actor: Actor,
  name: string,
  { clientId, overlapSec }: SecretWish,
): Promise<MadeSecret> {
  const { store, secrets, random, clock } = deps
  const now = clock.now()
  return store.transaction(async (records) => {
    const client = await demandHeldClient(records, clientId, actor)
    if (client.isPublic) throw refuse('id', 'A public client has no secret.')
    const dialect = dialectNamed(deps, client.dialect)
    const others = await goodSecretsOf(records, client, now)
    if (others.length >= LIVE_CREDENTIALS_MAX) {
      throw new ProtocolError('conflict', {
        description: `${LIVE_CREDENTIALS_MAX} live secrets are the most; revoke one.`,
      })
    }
    const { credential } = dialect
    const createdBy = nameOfActor(actor)
    const wish = { clientRow: client.id, credential, at: now, createdBy }
    const added = await addClientCredential(records, secrets, random, wish)
    if (overlapSec !== undefined) await endAt(records, others, now + overlapSec)
    await noteClientChanged(records, client.clientId, now)
    await record(deps, records, actor, name, {
      dialect: client.dialect,
      clientRow: client.id,
      detail: `${publicNumber(CREDENTIAL_PREFIX, added.id)} of ${client.clientId}`,
    })
    return { added, client, dialect }
  })
}

/** Those that open doors now, oldest first. */
export async function goodSecretsOf(
  { credentials }: Pick<Records, 'credentials'>,
  client: ClientSummary,
  now: number,
): Promise<Credential[]> {
  const all = await credentials.ofClient(client.id)
  return all.filter((one) => ['live', 'ending'].includes(stateOf(one, now)))
}

/** A secret that ends sooner already keeps its end. */
export async function endAt(
  { credentials }: Pick<Records, 'credentials'>,
  ending: readonly Credential[],
  at: number,
): Promise<void> {
  for (const one of ending) {
    if (one.expiresAt === undefined || one.expiresAt > at) await credentials.expire(one.id, at)
  }
}

export async function describeSecret(
  deps: AdminDeps,
  actor: Actor,
  { added, client, dialect }: MadeSecret,
) {
  return {
    ...(await describeStored(deps, actor, added.id, dialect)),
    ...showSecret(dialect, client.clientId, added.text),
  }
}

export async function describeStored(
  { store, clock }: AdminDeps,
  actor: Actor,
  id: number,
  dialect: Dialect,
) {
  const stored = await store.credentials.load(id)
  if (stored === undefined) throw new Error('The credential is not in the store.')
  const makerOf = await makersOf(store, actor, [stored.createdBy])
  return describeCredential(stored, { form: dialect.credential, now: clock.now(), makerOf })
}
