import { z } from 'zod'
import { ProtocolError } from '../protocol/errors.ts'
import { revokeCredential } from '../tokens/revoke.ts'
import { demandHeldClient } from './clients.ts'
import { newCredentialSchema } from './credential-shape.ts'
import { addSecret, describeSecret } from './new-secret.ts'
import { record } from './record.ts'
import { rotationRoutes } from './rotations.ts'
import { route } from './route.ts'
import { CREDENTIAL_PREFIX, idParams, overlapSec, parsePublicNumber } from './values.ts'

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
    method: 'DELETE',
    path: '/clients/:id/credentials/:credential_id',
    name: 'credentials.revoke',
    summary: 'Revoke one secret and everything that was issued against it',
    params: idParams.extend({ credential_id: z.string().max(100) }),
    async run({ params, actor }, deps) {
      const { store, clock, tokenLifetimeSecMax } = deps
      const now = clock.now()
      const id = parsePublicNumber(CREDENTIAL_PREFIX, params.credential_id) ?? 0
      await store.transaction(async (records) => {
        const client = await demandHeldClient(records, params.id, actor)
        const found = await records.credentials.load(id)
        if (found?.clientRow !== client.id) {
          const description = 'The client has no such credential.'
          throw new ProtocolError('not_found', { description })
        }
        await revokeCredential(records, id, client, now, tokenLifetimeSecMax)
        await record(deps, records, actor, 'credentials.revoke', {
          dialect: client.dialect,
          clientRow: client.id,
          detail: `${params.credential_id} of ${client.clientId}`,
        })
      })
    },
  }),
]
