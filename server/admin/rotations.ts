import { z } from 'zod'
import { ProtocolError } from '../protocol/errors.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { noteClientChanged, revokeCredential } from '../tokens/revoke.ts'
import type { Actor } from './authority.ts'
import { clientSchema, describeClient } from './client-shape.ts'
import { demandHeldClient } from './clients.ts'
import { newCredentialSchema } from './credential-shape.ts'
import type { AdminDeps } from './deps.ts'
import { addSecret, describeSecret, endAt, goodSecretsOf } from './new-secret.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { CREDENTIAL_PREFIX, idParams, overlapSec, publicNumber } from './values.ts'

/** From one secret to the next: begin, and then either finish or think better of it. */
export const rotationRoutes = [
  route({
    method: 'POST',
    path: '/clients/:id/credentials/rotate',
    name: 'credentials.rotate',
    summary: 'A new secret, shown once; the present ones end when the overlap is over',
    params: idParams,
    body: z.strictObject({
      overlap_seconds: overlapSec.describe('How long both are good; 0 for not at all'),
    }),
    answer: newCredentialSchema,
    async run({ params, body, actor }, deps) {
      const wish = { clientId: params.id, overlapSec: body.overlap_seconds }
      const made = await addSecret(deps, actor, 'credentials.rotate', wish)
      return describeSecret(deps, actor, made)
    },
  }),
  route({
    method: 'POST',
    path: '/clients/:id/credentials/finish-rotation',
    name: 'credentials.finish-rotation',
    summary: 'End all secrets but the newest now; what they got before lives on',
    params: idParams,
    answer: clientSchema,
    status: 200,
    run: ({ params, actor }, deps) =>
      turn(deps, actor, 'credentials.finish-rotation', params.id, finish),
  }),
  route({
    method: 'POST',
    path: '/clients/:id/credentials/roll-back',
    name: 'credentials.roll-back',
    summary: 'Revoke the newest secret and all that it got; the one before lives on without an end',
    params: idParams,
    answer: clientSchema,
    status: 200,
    run: ({ params, actor }, deps) =>
      turn(deps, actor, 'credentials.roll-back', params.id, rollBack),
  }),
]

interface Rotation {
  readonly client: ClientSummary
  /** The good secrets: the newest, the one before it, and those before that. */
  readonly newest: Credential
  readonly previous: Credential
  readonly older: readonly Credential[]
  readonly now: number
}

type Turn = (records: Records, rotation: Rotation, deps: AdminDeps) => Promise<Credential[]>

async function finish(records: Records, rotation: Rotation): Promise<Credential[]> {
  const ended = [...rotation.older, rotation.previous]
  await endAt(records, ended, rotation.now)
  await noteClientChanged(records, rotation.client.clientId, rotation.now)
  return ended
}

async function rollBack(
  records: Records,
  { client, newest, previous, now }: Rotation,
  { tokenLifetimeSecMax }: AdminDeps,
): Promise<Credential[]> {
  await records.credentials.expire(previous.id, undefined)
  await revokeCredential(records, newest.id, client, now, tokenLifetimeSecMax)
  return [newest]
}

/** One decision on a rotation under way, with its record. Throws `conflict` where there is none. */
async function turn(
  deps: AdminDeps,
  actor: Actor,
  name: string,
  clientId: string,
  decide: Turn,
): Promise<z.output<typeof clientSchema>> {
  const { store, clock } = deps
  const now = clock.now()
  const changed = await store.transaction(async (records) => {
    const client = await demandHeldClient(records, clientId, actor)
    const good = await goodSecretsOf(records, client, now)
    const [newest, previous, ...older] = good.toReversed()
    // One that has ended stays ended: whoever let it end may have had a reason.
    if (newest === undefined || previous === undefined) {
      throw new ProtocolError('conflict', {
        description: 'No rotation is under way: one secret is good at most.',
      })
    }
    const ended = await decide(records, { client, newest, previous, older, now }, deps)
    const ids = ended.map((one) => publicNumber(CREDENTIAL_PREFIX, one.id)).join(', ')
    await record(deps, records, actor, name, {
      dialect: client.dialect,
      clientRow: client.id,
      detail: `${ids} of ${client.clientId}`,
    })
    return client
  })
  return describeClient(deps, changed, actor)
}
