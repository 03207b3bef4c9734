import { z } from 'zod'
import { addCredential } from '../credentials/new-credentials.ts'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Credential } from '../store/credentials.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo, nameOfActor } from './authority.ts'
import { refuse } from './invalid-request.ts'
import { type Maker, makersOf } from './makers.ts'
import { settleOrganization } from './organizations.ts'
import { pageOf, pageQuery, readPageWhole } from './page.ts'
import { EVERYTHING, isPermission, permissionsOfKey } from './permissions.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import {
  displayName,
  idParams,
  instant,
  MANAGEMENT_KEY_PREFIX,
  organizationId,
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
    permissions: z.array(z.string()).describe('`*` for all, those of later releases too'),
    organization_id: z.int().nullable().describe('`null` for the whole platform'),
    created_by: z
      .string()
      .nullable()
      .describe('`user:…`, `key:…` or `cli`; the kind alone of who is not of its organization'),
    last_used_at: instant.nullable(),
    created_at: instant,
    expires_at: instant.nullable(),
    revoked_at: instant.nullable(),
  })
  .meta({ id: 'ManagementKey' })

export type ManagementKeyAnswer = z.output<typeof managementKeySchema>

/** What opens this API from outside. */
export const managementKeyRoutes = [
  route({
    method: 'POST',
    path: '/management-keys',
    name: 'management-keys.create',
    summary: 'Another key to this API, shown once',
    body: z.strictObject({
      name: displayName,
      permissions: z
        .array(
          z.string().refine(isPermission, {
            message: 'It must be `*` or one of the permissions, such as `clients:read`',
          }),
        )
        .min(1)
        .max(100)
        .describe('What it may do; nobody gives more than they have'),
      organization_id: organizationId.optional().describe('The whole platform when left out'),
      expires_in_seconds: z.int().min(1).max(LIFETIME_SEC_MAX).optional(),
    }),
    answer: z
      .object({ ...managementKeySchema.shape, management_key: z.string() })
      .meta({ id: 'NewManagementKey' }),
    async run({ body, actor }, deps) {
      const { store, secrets, random, clock } = deps
      demandOwn(actor, body.permissions)
      const at = clock.now()
      const made = await store.transaction(async (records) => {
        const asked = body.organization_id ?? actor.organizationId
        const organizationId =
          asked === undefined ? undefined : await settleOrganization(records, asked, at, actor)
        const added = await addCredential(records, secrets, random, {
          clientRow: undefined,
          kind: 'management_key',
          prefix: 'mk',
          name: body.name,
          permissions: body.permissions,
          organizationId,
          createdBy: nameOfActor(actor),
          at,
          expiresAt: body.expires_in_seconds && at + body.expires_in_seconds,
        })
        const detail = publicNumber(MANAGEMENT_KEY_PREFIX, added.id)
        await record(deps, records, actor, 'management-keys.create', { detail, organizationId })
        return added
      })
      const stored = await demandKey(store, publicNumber(MANAGEMENT_KEY_PREFIX, made.id), actor)
      const [described] = await describeAll(store, actor, [stored])
      if (described === undefined) throw new Error('One key has one description.')
      return { ...described, management_key: made.text }
    },
  }),
  route({
    method: 'GET',
    path: '/management-keys',
    name: 'management-keys.list',
    summary: 'All keys to this API, newest first',
    query: z.strictObject(pageQuery),
    answer: pageOf(managementKeySchema),
    run: ({ query, actor }, { store }) =>
      readPageWhole(
        query,
        'highest',
        (before, limit) => store.credentials.managementKeys(actor.organizationId, before, limit),
        (key) => key.id,
        (keys) => describeAll(store, actor, keys),
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
        const key = await demandKey(records, params.id, actor)
        await records.credentials.revoke(key.id, deps.clock.now())
        const { organizationId } = key
        const about = { detail: params.id, organizationId }
        await record(deps, records, actor, 'management-keys.revoke', about)
      })
    },
  }),
]

/** `*` is for who has everything: it would grow with each release beyond what others have. */
function demandOwn(actor: Actor, words: readonly string[]): void {
  const isAll = permissionsOfKey([EVERYTHING], actor.organizationId).isSubsetOf(actor.permissions)
  for (const [at, word] of words.entries()) {
    const isOwn = word === EVERYTHING ? isAll : actor.permissions.has(word)
    if (!isOwn) throw refuse(`permissions/${at}`, `You do not have ${word} yourself.`)
  }
}

async function demandKey(
  { credentials }: Pick<Records, 'credentials'>,
  text: string,
  actor: Actor,
): Promise<Credential> {
  const id = parsePublicNumber(MANAGEMENT_KEY_PREFIX, text)
  const key = id === undefined ? undefined : await credentials.load(id)
  if (key?.kind !== 'management_key' || !isOpenTo(actor, key.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such management key.' })
  }
  return key
}

async function describeAll(
  store: Pick<Records, 'users' | 'credentials'>,
  actor: Actor,
  keys: readonly Credential[],
): Promise<z.output<typeof managementKeySchema>[]> {
  const makerOf = await makersOf(
    store,
    actor,
    keys.map((key) => key.createdBy),
  )
  return keys.map((key) => ({
    id: publicNumber(MANAGEMENT_KEY_PREFIX, key.id),
    name: key.name ?? null,
    last_four: key.lastFour,
    permissions: [...key.permissions],
    organization_id: key.organizationId ?? null,
    created_by: makerWord(key.createdBy, makerOf(key.createdBy), actor),
    last_used_at: timeOrNull(key.lastUsedAt),
    created_at: isoTime(key.createdAt),
    expires_at: timeOrNull(key.expiresAt),
    revoked_at: timeOrNull(key.revokedAt),
  }))
}

/** An organization is told the kind alone of who is not its own. */
function makerWord(word: string | undefined, maker: Maker | null, actor: Actor): string | null {
  if (word === undefined) return null
  const isKnown = actor.organizationId === undefined || (maker?.id ?? null) !== null
  return isKnown ? word : word.replace(/:.*$/, '')
}
