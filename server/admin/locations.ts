import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Location } from '../protocol/resource-operations.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'
import type { AdminDeps } from './deps.ts'
import { settleOrganization } from './organizations.ts'
import { ownAndText, ownFilterOf } from './own-filter.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import {
  displayName,
  idParams,
  instant,
  organizationId,
  parsePublicNumber,
  publicNumber,
} from './values.ts'

const PREFIX = 'loc'
const CAPACITY_MAX = 1_000_000

const words = displayName.or(z.literal(''))
const address = z.strictObject({
  line1: words,
  city: words,
  state: words,
  postal_code: words,
  country: z.string().regex(/^[A-Z]{2}$/, 'It must be a country code (ISO 3166-1 alpha-2)'),
})

const fields = {
  name: displayName,
  enabled: z.boolean(),
  locale: z.string().refine(isLocale, 'It must be a language tag such as en or de-CH'),
  timezone: z.string().refine(isTimezone, 'It must be a time zone such as Europe/Berlin'),
  capacity_limit: z.int().min(0).max(CAPACITY_MAX).nullable().describe('`null` for none'),
  address,
}

const locationSchema = z
  .object({
    id: z.string(),
    organization_id: z.int(),
    ...fields,
    address: z.object(address.shape),
    created_at: instant,
    updated_at: instant,
  })
  .meta({ id: 'Location' })

export type LocationAnswer = z.output<typeof locationSchema>

/** Where an organization’s workplaces are, as its clients read them. */
export const locationRoutes = [
  route({
    method: 'POST',
    path: '/locations',
    name: 'locations.create',
    summary: 'Add a location',
    body: z.strictObject({
      ...fields,
      enabled: fields.enabled.default(true),
      locale: fields.locale.default('en'),
      timezone: fields.timezone.default('UTC'),
      capacity_limit: fields.capacity_limit.default(null),
      organization_id: organizationId.optional(),
    }),
    answer: locationSchema,
    async run({ body, actor }, deps) {
      const { organization_id: asked, ...wish } = body
      const now = deps.clock.now()
      const id = await deps.store.transaction(async (records) => {
        const organization = await settleOrganization(records, asked, now, actor)
        const made = { ...asLocation(wish), organizationId: organization }
        const added = await records.locations.add({ ...made, createdAt: now, updatedAt: now })
        await recordLocation(deps, records, actor, 'locations.create', { ...made, id: added })
        return added
      })
      return describe(await demandLocation(deps.store, publicNumber(PREFIX, id), actor))
    },
  }),
  route({
    method: 'GET',
    path: '/locations',
    name: 'locations.list',
    summary: 'All locations, newest first',
    query: z.strictObject({ ...pageQuery, ...ownAndText }),
    answer: pageOf(locationSchema),
    run: ({ query, actor }, deps) =>
      readPage(
        query,
        'highest',
        async (before, limit) => {
          const filter = ownFilterOf(query, actor)
          return filter ? deps.store.locations.newest(filter, before, limit) : []
        },
        (location) => location.id,
        describe,
      ),
  }),
  route({
    method: 'GET',
    path: '/locations/:id',
    name: 'locations.read',
    summary: 'One location',
    params: idParams,
    answer: locationSchema,
    run: async ({ params, actor }, deps) =>
      describe(await demandLocation(deps.store, params.id, actor)),
  }),
  route({
    method: 'PATCH',
    path: '/locations/:id',
    name: 'locations.change',
    summary: 'Change a location; an address is changed as a whole',
    params: idParams,
    body: z.strictObject(fields).partial(),
    answer: locationSchema,
    async run({ params, body, actor }, deps) {
      await deps.store.transaction(async (records) => {
        const known = await demandLocation(records, params.id, actor)
        const changed = { ...describe(known), ...body }
        await records.locations.change({
          ...known,
          ...asLocation(changed),
          updatedAt: deps.clock.now(),
        })
        await recordLocation(deps, records, actor, 'locations.change', known)
      })
      return describe(await demandLocation(deps.store, params.id, actor))
    },
  }),
  route({
    method: 'DELETE',
    path: '/locations/:id',
    name: 'locations.delete',
    summary: 'Delete a location',
    params: idParams,
    async run({ params, actor }, deps) {
      await deps.store.transaction(async (records) => {
        const location = await demandLocation(records, params.id, actor)
        await records.locations.remove(location.id)
        await recordLocation(deps, records, actor, 'locations.delete', location)
      })
    },
  }),
]

function recordLocation(
  deps: AdminDeps,
  records: Records,
  actor: Actor,
  name: string,
  { id, organizationId }: Pick<Location, 'id' | 'organizationId'>,
): Promise<void> {
  return record(deps, records, actor, name, { detail: publicNumber(PREFIX, id), organizationId })
}

async function demandLocation(
  { locations }: Pick<Records, 'locations'>,
  text: string,
  actor: Actor,
): Promise<Location> {
  const id = parsePublicNumber(PREFIX, text)
  const location = id === undefined ? undefined : await locations.loadAny(id)
  if (location === undefined || !isOpenTo(actor, location.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such location.' })
  }
  return location
}

type Written = Pick<LocationAnswer, keyof typeof fields>

function asLocation({ name, enabled, locale, timezone, capacity_limit, address: at }: Written) {
  return {
    name,
    isEnabled: enabled,
    locale,
    timezone,
    capacityLimit: capacity_limit ?? undefined,
    address: {
      line1: at.line1,
      city: at.city,
      state: at.state,
      postalCode: at.postal_code,
      country: at.country,
    },
  }
}

function describe(one: Location): LocationAnswer {
  const { postalCode: postal_code, ...at } = one.address
  return {
    id: publicNumber(PREFIX, one.id),
    organization_id: one.organizationId,
    name: one.name,
    enabled: one.isEnabled,
    locale: one.locale,
    timezone: one.timezone,
    capacity_limit: one.capacityLimit ?? null,
    address: { ...at, postal_code },
    created_at: isoTime(one.createdAt),
    updated_at: isoTime(one.updatedAt),
  }
}

function isLocale(text: string): boolean {
  try {
    return Intl.getCanonicalLocales(text)[0] === text
  } catch {
    return false
  }
}

function isTimezone(text: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
