import { sql } from 'kysely'
import type { Location } from '../protocol/resource-operations.ts'
import { isLike, type OwnFilter, patternOf } from './contains.ts'
import type { Executor } from './engine.ts'
import type { LocationTable } from './schema.ts'
import { statement } from './statement.ts'
import { readNewest } from './stretches.ts'

type Row = Omit<LocationTable, 'id'> & { id: number }

const page = statement<{ organization_id: number; most: number; before: number }>()(
  (db, p) =>
    db
      .selectFrom('locations')
      .selectAll()
      .where('organization_id', '=', p.organization_id)
      .orderBy('id')
      .limit(p.most)
      .offset(p.before),
  {
    columns: { organization_id: 'bigint', most: 'bigint', before: 'bigint' },
    build: (db, asked) =>
      db
        .selectFrom(asked)
        .innerJoinLateral(
          (rows) =>
            rows
              .selectFrom('locations')
              .select('locations.id')
              .whereRef('locations.organization_id', '=', 'asked.organization_id')
              .orderBy('locations.id')
              .limit(sql<number>`asked.most`)
              .offset(sql<number>`asked.before`)
              .as('found'),
          (join) => join.onTrue(),
        )
        .innerJoin('locations', 'locations.id', 'found.id')
        .selectAll('locations')
        .select('asked.call')
        .orderBy('locations.id'),
  },
)
const count = statement<{ organization_id: number }>()(
  (db, p) =>
    db
      .selectFrom('locations')
      .select((e) => e.fn.countAll<number>().as('total'))
      .where('organization_id', '=', p.organization_id),
  {
    columns: { organization_id: 'bigint' },
    build: (db, asked) =>
      db
        .selectFrom(asked)
        .select('asked.call')
        .select((e) =>
          e
            .selectFrom('locations')
            .select((each) => each.fn.countAll<number>().as('total'))
            .whereRef('locations.organization_id', '=', 'asked.organization_id')
            .as('total'),
        ),
  },
)
const byId = statement<{ organizationId: number; id: number }>()((db, p) =>
  db
    .selectFrom('locations')
    .selectAll()
    .where('organization_id', '=', p.organizationId)
    .where('id', '=', p.id),
)
const anyById = statement<{ id: number }>()((db, p) =>
  db.selectFrom('locations').selectAll().where('id', '=', p.id),
)

interface Stretch {
  readonly organizationId: number | undefined
  readonly pattern: string
  readonly from: number
  readonly before: number
  readonly limit: number
}

const newestFirst = (isOfOne: boolean) =>
  statement<Stretch>()((db, p) =>
    db
      .selectFrom('locations')
      .selectAll()
      .$if(isOfOne, (rows) => rows.where(sql<boolean>`organization_id = ${p.organizationId}`))
      .where('id', '>=', p.from)
      .where('id', '<', p.before)
      .where(isLike(sql.ref('name'), p.pattern))
      .orderBy('id', 'desc')
      .limit(p.limit),
  )
const newest = newestFirst(false)
const newestOfOrganization = newestFirst(true)
const newestId = statement<Record<never, never>>()((db) =>
  db.selectFrom('locations').select((e) => e.fn.max('id').as('id')),
)

const insert = statement<Omit<Row, 'id'>>()((db, p) =>
  db
    .insertInto('locations')
    .values({
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
    })
    .returning('id'),
)
const change = statement<Omit<Row, 'organization_id' | 'created_at'>>()((db, p) =>
  db
    .updateTable('locations')
    .set({
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
      updated_at: p.updated_at,
    })
    .where('id', '=', p.id),
)
const remove = statement<{ id: number }>()((db, p) =>
  db.deleteFrom('locations').where('id', '=', p.id),
)

/** What resources ask is always within one organization; who manages is looked at before. */
export function locations(executor: Executor) {
  return {
    async page(organizationId: number, limit: number, offset: number): Promise<Location[]> {
      const asked = { organization_id: organizationId, most: limit, before: offset }
      return (await executor.all(page, asked)).map(fromRow)
    },
    async count(organizationId: number): Promise<number> {
      return Number((await executor.first(count, { organization_id: organizationId }))?.total ?? 0)
    },
    async load(organizationId: number, id: number): Promise<Location | undefined> {
      const row = await executor.first(byId, { organizationId, id })
      return row && fromRow(row)
    },
    /** Whosever it is. */
    async loadAny(id: number): Promise<Location | undefined> {
      const row = await executor.first(anyById, { id })
      return row && fromRow(row)
    },
    /** Newest first; `before` is the last id of the page before. */
    async newest(
      { organizationId, text = '' }: OwnFilter,
      before: number,
      limit: number,
    ): Promise<Location[]> {
      const read = organizationId === undefined ? newest : newestOfOrganization
      const asked = { organizationId, pattern: patternOf(text) }
      const rows = await readNewest(executor, newestId, before, limit, (from, top, most) =>
        executor.all(read, { ...asked, from, before: top, limit: most }),
      )
      return rows.map(fromRow)
    },
    async add(location: Omit<Location, 'id'>): Promise<number> {
      const { id } = (await executor.first(insert, toRow(location))) as { id: number }
      return id
    },
    async change(location: Location): Promise<void> {
      await executor.run(change, { ...toRow(location), id: location.id })
    },
    async remove(id: number): Promise<boolean> {
      return (await executor.run(remove, { id })) === 1
    },
  }
}

function toRow(location: Omit<Location, 'id'>): Omit<Row, 'id'> {
  return {
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
