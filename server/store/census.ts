import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import { fromWords } from './lists.ts'
import { statement } from './statement.ts'

/** Whose things are counted; `undefined` for everybody's. */
interface Of {
  readonly organizationId: number | undefined
}

// What is the organization's own, or everything: a wish that is absent is compared with itself.
const isOf = (column: string, of: Of) =>
  sql<boolean>`${sql.ref(column)} = coalesce(${of.organizationId}, ${sql.ref(column)})`

const count = sql<number>`cast(count(*) as bigint)`

const clients = statement<Of>()((db, p) =>
  db
    .selectFrom('clients')
    .select(['dialect', count.as('total')])
    .where('deleted_at', 'is', null)
    .where(isOf('organization_id', p))
    .groupBy('dialect'),
)

const activeClients = statement<Of & { since: number }>()((db, p) =>
  db
    .selectFrom('clients')
    .select(['dialect', count.as('total')])
    .where('deleted_at', 'is', null)
    .where(isOf('organization_id', p))
    .where('id', 'in', (query) =>
      query
        .selectFrom('credentials')
        .select('client_row')
        .where('client_row', 'is not', null)
        .where('last_used_at', '>=', p.since),
    )
    .groupBy('dialect'),
)

const scopeLists = statement<Of>()((db, p) =>
  db
    .selectFrom('clients')
    .select(['dialect', 'scopes', count.as('total')])
    .where('deleted_at', 'is', null)
    .where('scopes', '<>', '')
    .where(isOf('organization_id', p))
    .groupBy(['dialect', 'scopes']),
)

const longestOwnLifetimes = statement<Record<never, never>>()((db) =>
  db
    .selectFrom('clients')
    .select(['dialect', (e) => e.fn.max('access_token_lifetime_sec').as('longest')])
    .where('access_token_lifetime_sec', 'is not', null)
    .groupBy('dialect'),
)

const users = statement<Of>()((db, p) =>
  db
    .selectFrom('users')
    .select(count.as('total'))
    .where('deleted_at', 'is', null)
    .where(isOf('organization_id', p)),
)

const families = statement<{ now: number }>()((db, p) =>
  db
    .selectFrom('families')
    .select(count.as('total'))
    .where('revoked_at', 'is', null)
    .where((e) => e.or([e('expires_at', 'is', null), e('expires_at', '>', p.now)])),
)

const familiesOf = statement<Of & { now: number }>()((db, p) =>
  db
    .selectFrom('families')
    .innerJoin('clients', 'clients.id', 'families.client_row')
    .select(count.as('total'))
    .where(isOf('clients.organization_id', p))
    .where('families.revoked_at', 'is', null)
    .where((e) =>
      e.or([e('families.expires_at', 'is', null), e('families.expires_at', '>', p.now)]),
    ),
)

const blocks = statement<{ now: number }>()((db, p) =>
  db.selectFrom('blocks').select(count.as('total')).where('expires_at', '>', p.now),
)

type ByDialect = ReadonlyMap<string, number>

/**
 * How many there are. Each of these walks a table: of a million rows it takes SQLite 50 to 650 ms
 * in which it does nothing else, so whoever asks remembers the answer for much longer than that.
 */
export function census(executor: Executor) {
  return {
    async clients(organizationId: number | undefined): Promise<ByDialect> {
      const rows = await executor.all(clients, { organizationId })
      return new Map(rows.map((row) => [row.dialect, row.total]))
    },
    /** Those of whose secrets one was used; one without a secret is never seen to be. */
    async activeClients(organizationId: number | undefined, since: number): Promise<ByDialect> {
      const rows = await executor.all(activeClients, { organizationId, since })
      return new Map(rows.map((row) => [row.dialect, row.total]))
    },
    /** How many clients hold each scope, by `dialect scope`. Clients alike are one row. */
    async scopeHolders(organizationId: number | undefined): Promise<ReadonlyMap<string, number>> {
      const holders = new Map<string, number>()
      for (const { dialect, scopes, total } of await executor.all(scopeLists, { organizationId })) {
        for (const scope of fromWords(scopes)) {
          const key = `${dialect} ${scope}`
          holders.set(key, (holders.get(key) ?? 0) + total)
        }
      }
      return holders
    },
    /** The longest that clients have their own access tokens live, deleted clients too. */
    async longestOwnLifetimes(): Promise<ByDialect> {
      const rows = await executor.all(longestOwnLifetimes, {})
      return new Map(rows.map((row) => [row.dialect, row.longest ?? 0]))
    },
    async users(organizationId: number | undefined): Promise<number> {
      return (await executor.first(users, { organizationId }))?.total ?? 0
    },
    /** Not ended and not revoked by themselves; what a revoked client left behind counts along. */
    async liveFamilies(organizationId: number | undefined, now: number): Promise<number> {
      const row =
        organizationId === undefined
          ? await executor.first(families, { now })
          : await executor.first(familiesOf, { organizationId, now })
      return row?.total ?? 0
    },
    async blocks(now: number): Promise<number> {
      return (await executor.first(blocks, { now }))?.total ?? 0
    },
  }
}
