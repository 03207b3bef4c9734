import type { Location } from '../protocol/resource-operations.ts'
import type { Executor } from './engine.ts'
import type { LocationTable } from './schema.ts'
import { statement } from './statement.ts'

type Row = Omit<LocationTable, 'id'> & { id: number }

const page = statement<{ organizationId: number; limit: number; offset: number }>()((db, p) =>
  db
    .selectFrom('locations')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .orderBy('id')
    .limit(p.limit)
    .offset(p.offset),
)
const count = statement<{ organizationId: number }>()((db, p) =>
  db
    .selectFrom('locations')
    .select((e) => e.fn.countAll<number>().as('total'))
    .where('organization_id', '=', p.organizationId),
)
const byId = statement<{ organizationId: number; id: number }>()((db, p) =>
  db
    .selectFrom('locations')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('id', '=', p.id),
)
const insert = statement<Omit<Row, 'id'>>()((db, p) =>
  db.insertInto('locations').values({
    organization_id: p.organization_id,
    name: p.name,
    is_enabled: p.is_enabled,
    locale: p.locale,
    timezone: p.timezone,
    capacity_limit: p.capacity_limit,
    line1: p.line1,
    city: p.city,
    state: p.state,
    postal_code: p.postal_code,
    country: p.country,
    created_at: p.created_at,
    updated_at: p.updated_at,
  }),
)

/** Always within one organization: there is no query that could reach a foreign row. */
export function locations(executor: Executor) {
  return {
    async page(organizationId: number, limit: number, offset: number): Promise<Location[]> {
      return (await executor.all(page, { organizationId, limit, offset })).map(fromRow)
    },
    async count(organizationId: number): Promise<number> {
      return Number((await executor.first(count, { organizationId }))?.total ?? 0)
    },
    async load(organizationId: number, id: number): Promise<Location | undefined> {
      const row = await executor.first(byId, { organizationId, id })
      return row && fromRow(row)
    },
    async add(location: Omit<Location, 'id'>): Promise<void> {
      await executor.run(insert, {
        organization_id: location.organizationId,
        name: location.name,
        is_enabled: Number(location.isEnabled),
        locale: location.locale,
        timezone: location.timezone,
        capacity_limit: location.capacityLimit ?? null,
        line1: location.address.line1,
        city: location.address.city,
        state: location.address.state,
        postal_code: location.address.postalCode,
        country: location.address.country,
        created_at: location.createdAt,
        updated_at: location.updatedAt,
      })
    },
  }
}

function fromRow(row: Row): Location {
  return {
    id: row.id,
    organizationId: row.organization_id,
    name: row.name,
    isEnabled: row.is_enabled === 1,
    locale: row.locale,
    timezone: row.timezone,
    capacityLimit: row.capacity_limit ?? undefined,
    address: {
      line1: row.line1,
      city: row.city,
      state: row.state,
      postalCode: row.postal_code,
      country: row.country,
    },
    createdAt: row.created_at,
    updatedAt: row.updated_at,
  }
}
