import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { SigningKeyRecord } from '../store/signing-keys.ts'
import { dialectNamed } from './client-rules.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'
import { onePage, pageOf } from './page.ts'
import { previewRetirement } from './preview-retirement.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { KEY_STATES, stateOf } from './signing-key-state.ts'
import { instant, timeOrNull } from './values.ts'

const signingKeySchema = z
  .object({
    kid: z.string(),
    dialect: z.string(),
    algorithm: z.enum(['HS256', 'RS256', 'ES256']),
    state: z
      .enum(KEY_STATES)
      .describe('Published before it signs; signs; only verifies; not even that'),
    created_at: instant,
    activates_at: instant,
    retires_at: instant.nullable(),
    removed_at: instant.nullable(),
    tokens_may_live_until: instant
      .nullable()
      .describe('When the last token that it signed has ended; `null` where there is none'),
    successor_at: instant
      .nullable()
      .describe('When it gets a successor by itself; `null` where it has one or needs none'),
    public_jwk: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'SigningKey' })

export type SigningKeyAnswer = z.output<typeof signingKeySchema>

/** What tokens are signed with, by style. Private halves never leave the store. */
export const signingKeyRoutes = [
  route({
    method: 'GET',
    path: '/signing-keys',
    name: 'signing-keys.list',
    summary: 'All signing keys with their states',
    answer: pageOf(signingKeySchema),
    async run(_, deps) {
      const keys = await deps.store.signingKeys.all()
      return onePage(keys.map((key) => describe(deps, key)))
    },
  }),
  route({
    method: 'POST',
    path: '/signing-keys/rotate',
    name: 'signing-keys.rotate',
    summary: 'Publish a successor, which signs after the lead; the present key then only verifies',
    body: z.strictObject({
      dialect: z.string().max(100),
      lead_seconds: z
        .int()
        .min(0)
        .max(30 * 86_400)
        .optional()
        .describe('How long verifiers have to learn of it; the setting’s when left out'),
    }),
    answer: signingKeySchema,
    async run({ body, actor }, deps) {
      const { name, style } = dialectNamed(deps, body.dialect)
      if (style === undefined) throw refuse('dialect', 'This style signs nothing.')
      const now = deps.clock.now()
      const waiting = (await deps.store.signingKeys.all()).some(
        (key) => key.dialect === name && stateOf(key, now) === 'pending',
      )
      if (waiting) {
        throw new ProtocolError('conflict', {
          description: 'A successor is already published and waits to sign.',
        })
      }
      const leadSec = body.lead_seconds ?? deps.signingKeyLeadSec
      const made = await deps.keys.rotate(name, leadSec, (records) =>
        record(deps, records, actor, 'signing-keys.rotate', { dialect: name }),
      )
      return describe(deps, made)
    },
  }),
  route({
    method: 'GET',
    path: '/signing-keys/:kid/retire-preview',
    name: 'signing-keys.preview-retirement',
    summary: 'What would end with the key, without ending anything',
    params: z.strictObject({ kid: z.string() }),
    answer: z
      .object({
        ends: z.array(z.object({ what: z.string(), count: z.int().nullable() })),
        words: z.string(),
      })
      .meta({ id: 'RetirementPreview' }),
    run: async ({ params, actor }, deps) =>
      previewRetirement(deps, await demandKey(deps, params.kid), actor.organizationId),
  }),
  route({
    method: 'POST',
    path: '/signing-keys/:kid/retire',
    name: 'signing-keys.retire',
    summary: 'Emergency: from now on nothing that the key ever signed is valid',
    status: 200,
    params: z.strictObject({ kid: z.string() }),
    answer: signingKeySchema,
    async run({ params, actor }, deps) {
      const { kid } = params
      const present = await demandKey(deps, kid)
      const detail = `${present.algorithm} key ${kid}`
      await deps.keys.retire(kid, (records) =>
        record(deps, records, actor, 'signing-keys.retire', { dialect: present.dialect, detail }),
      )
      return describe(deps, await demandKey(deps, kid))
    },
  }),
]

async function demandKey(
  { store }: Pick<AdminDeps, 'store'>,
  kid: string,
): Promise<SigningKeyRecord> {
  const key = (await store.signingKeys.all()).find((one) => one.keyId === kid)
  if (key === undefined) {
    throw new ProtocolError('not_found', { description: 'There is no such signing key.' })
  }
  return key
}

/** It is removed when nothing that it signed can be alive; one that signs goes on for as long. */
function lastEndOf(key: SigningKeyRecord, now: number, lifetimeSecMax: number): number | undefined {
  const state = stateOf(key, now)
  if (state === 'active') return now + lifetimeSecMax
  return state === 'retiring' ? key.removedAt : undefined
}

function describe(
  { clock, signingKeyLifetimeSec, tokenLifetimeSecMax }: AdminDeps,
  key: SigningKeyRecord,
): z.output<typeof signingKeySchema> {
  const now = clock.now()
  const isLast = stateOf(key, now) === 'active' && key.retiresAt === undefined
  return {
    kid: key.keyId,
    dialect: key.dialect,
    algorithm: key.algorithm,
    state: stateOf(key, now),
    created_at: isoTime(key.createdAt),
    activates_at: isoTime(key.activatesAt),
    retires_at: timeOrNull(key.retiresAt),
    removed_at: timeOrNull(key.removedAt),
    tokens_may_live_until: timeOrNull(lastEndOf(key, now, tokenLifetimeSecMax)),
    successor_at: isLast ? isoTime(key.activatesAt + signingKeyLifetimeSec) : null,
    public_jwk: key.publicJwk === undefined ? null : JSON.parse(key.publicJwk),
  }
}
