import { z } from 'zod'
import { ProtocolError } from '../protocol/errors.ts'
import type { ClientSummary } from '../store/clients.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { noteClientChanged, revokeCredential } from '../tokens/revoke.ts'
import type { Actor } from './authority.ts'
import { dialectNamed } from './client-rules.ts'
import { demandHeldClient } from './clients.ts'
import { credentialSchema, newCredentialSchema, stateOf } from './credential-shape.ts'
import { addSecret, describeSecret, describeStored } from './new-secret.ts'
import { record } from './record.ts'
import { rotationRoutes } from './rotations.ts'
import { route } from './route.ts'
import {
  CREDENTIAL_PREFIX,
  expiresInSec,
  idParams,
  overlapSec,
  parsePublicNumber,
} from './values.ts'

/** A client's secrets: several may be live at once, so that rotation needs no downtime. */
export const credentialRoutes = [
  route({
    method: 'POST',
    path: '/clients/:id/credentials',
    name: 'credentials.create',
    summary: 'Another live secret, shown once; the present ones may be given an end',
    params: idParams,
    body: z.strictObject({
      expire_others_in_seconds: overlapSec
        .optional()
        .describe('How long the other live secrets stay good; for ever when left out'),
    }),
    answer: newCredentialSchema,
    async run({ params, body, actor }, deps) {
      const wish = { clientId: params.id, overlapSec: body.expire_others_in_seconds }
      const made = await addSecret(deps, actor, 'credentials.create', wish)
      return describeSecret(deps, actor, made)
    },
  }),
  ...rotationRoutes,
  route({
    method: 'PATCH',
    path: '/clients/:id/credentials/:credential_id',
    name: 'credentials.change',
    summary: 'Give a secret an end, another one or none; what it got before lives on',
    params: idParams.extend({ credential_id: z.string().max(100) }),
    body: z.strictObject({ expires_in_seconds: expiresInSec }),
    answer: credentialSchema,
    async run({ params, body, actor }, deps) {
      const { store, clock } = deps
      const now = clock.now()
      const changed = await store.transaction(async (records) => {
        const { client, credential } = await demandCredential(records, params, actor)
        if (!['live', 'ending'].includes(stateOf(credential, now))) {
          throw new ProtocolError('conflict', { description: 'It has ended; make a new one.' })
        }
        const end = body.expires_in_seconds
        await records.credentials.expire(credential.id, end === null ? undefined : now + end)
        await noteClientChanged(records, client.clientId, now)
        await record(deps, records, actor, 'credentials.change', {
          dialect: client.dialect,
          clientRow: client.id,
          detail: `${params.credential_id} of ${client.clientId}: ${end ?? 'no end'}`,
        })
        return { client, id: credential.id }
      })
      return describeStored(deps, actor, changed.id, dialectNamed(deps, changed.client.dialect))
    },
  }),
  route({
    method: 'DELETE',
    path: '/clients/:id/credentials/:credential_id',
    name: 'credentials.revoke',
    summary: 'Revoke one secret and everything that was issued against it',
    params: idParams.extend({ credential_id: z.string().max(100) }),
    async run({ params, actor }, deps) {
      const { store, clock, tokenLifetimeSecMax } = deps
      const now = clock.now()
      await store.transaction(async (records) => {
        const { client, credential } = await demandCredential(records, params, actor)
        await revokeCredential(records, credential.id, client, now, tokenLifetimeSecMax)
        await record(deps, records, actor, 'credentials.revoke', {
          dialect: client.dialect,
          clientRow: client.id,
          detail: `${params.credential_id} of ${client.clientId}`,
        })
      })
    },
  }),
]

async function demandCredential(
  records: Records,
  asked: { readonly id: string; readonly credential_id: string },
  actor: Actor,
): Promise<{ client: ClientSummary; credential: Credential }> {
  const client = await demandHeldClient(records, asked.id, actor)
  const id = parsePublicNumber(CREDENTIAL_PREFIX, asked.credential_id) ?? 0
  const credential = await records.credentials.load(id)
  if (credential?.clientRow !== client.id) {
    throw new ProtocolError('not_found', { description: 'The client has no such credential.' })
  }
  return { client, credential }
}
