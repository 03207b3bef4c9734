import { z } from 'zod'
import { addCredential } from '../credentials/new-credentials.ts'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import {
  displayName,
  idParams,
  instant,
  MANAGEMENT_KEY_PREFIX,
  parsePublicNumber,
  publicNumber,
  timeOrNull,
} from './values.ts'

const LIFETIME_SEC_MAX = 10 * 365 * 86_400

const managementKeySchema = z
  .object({
    id: z.string(),
    name: z.string().nullable(),
    last_four: z.string(),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'ManagementKey' })

/** What opens this API from outside. */
export const managementKeyRoutes = [
  route({
    method: 'POST',
    path: '/management-keys',
    name: 'management-keys.create',
    summary: 'Another key to this API, shown once',
    body: z.strictObject({
      name: displayName,
      expires_in_seconds: z.int().min(1).max(LIFETIME_SEC_MAX).optional(),
    }),
    answer: z
      .object({ ...managementKeySchema.shape, management_key: z.string() })
      .meta({ id: 'NewManagementKey' }),
    async run({ body, actor }, deps) {
      const { store, secrets, random, clock } = deps
      const at = clock.now()
      const made = await store.transaction(async (records) => {
        const added = await addCredential(records, secrets, random, {
          clientRow: undefined,
          kind: 'management_key',
          prefix: 'mk',
          name: body.name,
          at,
          expiresAt: body.expires_in_seconds && at + body.expires_in_seconds,
        })
        const detail = publicNumber(MANAGEMENT_KEY_PREFIX, added.id)
        await record(deps, records, actor, 'management-keys.create', { detail })
        return added
      })
      const stored = await demandKey(store, publicNumber(MANAGEMENT_KEY_PREFIX, made.id))
      return { ...describe(stored), management_key: made.text }
    },
  }),
  route({
    method: 'GET',
    path: '/management-keys',
    name: 'management-keys.list',
    summary: 'All keys to this API, newest first',
    query: z.strictObject(pageQuery),
    answer: pageOf(managementKeySchema),
    run: ({ query }, { store }) =>
      readPage(
        query,
        'highest',
        (before, limit) => store.credentials.managementKeys(before, limit),
        (key) => key.id,
        describe,
      ),
  }),
  route({
    method: 'DELETE',
    path: '/management-keys/:id',
    name: 'management-keys.revoke',
    summary: 'Revoke a key to this API',
    params: idParams,
    async run({ params, actor }, deps) {
      await deps.store.transaction(async (records) => {
        const key = await demandKey(records, params.id)
        await records.credentials.revoke(key.id, deps.clock.now())
        await record(deps, records, actor, 'management-keys.revoke', { detail: params.id })
      })
    },
  }),
]

async function demandKey(
  { credentials }: Pick<Records, 'credentials'>,
  text: string,
): Promise<Credential> {
  const id = parsePublicNumber(MANAGEMENT_KEY_PREFIX, text)
  const key = id === undefined ? undefined : await credentials.load(id)
  if (key?.kind !== 'management_key') {
    throw new ProtocolError('not_found', { description: 'There is no such management key.' })
  }
  return key
}

function describe(key: Credential): z.output<typeof managementKeySchema> {
  return {
    id: publicNumber(MANAGEMENT_KEY_PREFIX, key.id),
    name: key.name ?? null,
    last_four: key.lastFour,
    created_at: isoTime(key.createdAt),
    expires_at: timeOrNull(key.expiresAt),
    revoked_at: timeOrNull(key.revokedAt),
  }
}
