import { z } from 'zod'
import { addClientCredential } from '../credentials/new-client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { noteClientChanged, revokeCredential } from '../tokens/revoke.ts'
import { nameOfActor } from './authority.ts'
import { dialectNamed } from './client-rules.ts'
import { credentialSchema, describeCredential, secretFields, showSecret } from './client-shape.ts'
import { demandClient } from './clients.ts'
import { refuse } from './invalid-request.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { CREDENTIAL_PREFIX, idParams, parsePublicNumber } from './values.ts'

const OVERLAP_SEC_MAX = 365 * 86_400
const LIVE_CREDENTIALS_MAX = 20

/** A client's secrets: several may be live at once, so that rotation needs no downtime. */
export const credentialRoutes = [
  route({
    method: 'POST',
    path: '/clients/:id/credentials',
    name: 'credentials.create',
    summary: 'Another live secret, shown once; the present ones may be given an end',
    params: idParams,
    body: z.strictObject({
      expire_others_in_seconds: z
        .int()
        .min(0)
        .max(OVERLAP_SEC_MAX)
        .optional()
        .describe('How long the other live secrets stay good; for ever when left out'),
    }),
    answer: z.object({ ...credentialSchema.shape, ...secretFields }).meta({ id: 'NewCredential' }),
    async run({ params, body, actor }, deps) {
      const { store, secrets, random, clock } = deps
      const now = clock.now()
      const made = await store.transaction(async (records) => {
        const client = await demandClient(records, params.id, actor)
        if (client.isPublic) throw refuse('id', 'A public client has no secret.')
        const dialect = dialectNamed(deps, client.dialect)
        const others = (await records.credentials.ofClient(client.id)).filter(
          (one) => one.revokedAt === undefined && (one.expiresAt ?? now + 1) > now,
        )
        if (others.length >= LIVE_CREDENTIALS_MAX) {
          throw new ProtocolError('conflict', {
            description: `${LIVE_CREDENTIALS_MAX} live secrets are the most; revoke one.`,
          })
        }
        const { credential } = dialect
        const createdBy = nameOfActor(actor)
        const wish = { clientRow: client.id, credential, at: now, createdBy }
        const added = await addClientCredential(records, secrets, random, wish)
        const end = body.expire_others_in_seconds
        for (const other of others) {
          // A secret that ends sooner already keeps its end.
          if (end === undefined || (other.expiresAt ?? now + end + 1) <= now + end) continue
          await records.credentials.expire(other.id, now + end)
        }
        await noteClientChanged(records, client.clientId, now)
        await record(deps, records, actor, 'credentials.create', {
          dialect: client.dialect,
          clientRow: client.id,
          detail: `${CREDENTIAL_PREFIX}_${added.id} of ${client.clientId}`,
        })
        return { added, client, dialect }
      })
      const stored = await store.credentials.load(made.added.id)
      if (stored === undefined) throw new Error('The new credential is not in the store.')
      return {
        ...describeCredential(stored),
        ...showSecret(made.dialect, made.client.clientId, made.added.text),
      }
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
      const id = parsePublicNumber(CREDENTIAL_PREFIX, params.credential_id) ?? 0
      await store.transaction(async (records) => {
        const client = await demandClient(records, params.id, actor)
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
