import { type Insertable, type Kysely, sql } from 'kysely'
import type { Secrets } from '../../server/credentials/secrets.ts'
import { LAST_CLEAN_UP } from '../../server/store/clean-up.ts'
import type { Schema } from '../../server/store/schema.ts'
import { openEngine, type StoreAddress } from '../../server/store/store.ts'
import { clientOfFamily, isApiClient, type Population, rowOf } from './population.ts'

const ROWS_PER_STATEMENT = 500
const STATEMENTS_PER_COMMIT = 20
const LIFETIME_SEC = 30 * 86_400

/** Puts the population into a store on which no server runs. */
export async function fill(
  address: StoreAddress,
  population: Population,
  secrets: Secrets,
): Promise<void> {
  const engine = await openEngine(address)
  try {
    await engine.atLeisure(async (db) => {
      const facts = await demoFacts(db)
      await insertAll(db, 'clients', population.clients, (i) => clientRow(population, i, facts))
      await insertAll(db, 'credentials', population.clients, (i) => ({
        id: rowOf(i),
        client_row: rowOf(i),
        kind: isApiClient(i) ? 'api_key' : 'client_secret',
        secret_hash: secrets.hash(population.secretOf(i)),
        last_four: '',
        permissions: '',
        created_at: facts.now,
      }))
      await insertAll(db, 'families', population.families, (i) => ({
        id: rowOf(i),
        client_row: rowOf(clientOfFamily(i)),
        credential_id: rowOf(clientOfFamily(i)),
        user_id: facts.userId,
        scope: facts.scopes,
        audience: '',
        salt: population.saltOf(i),
        kind: 'refresh',
        generation: 1,
        rotated_at: facts.now,
        created_at: facts.now,
        expires_at: facts.now + LIFETIME_SEC,
      }))
      await cleanedJustNow(db)
      await FINISH[engine.name](db)
    })
  } finally {
    await engine.close()
  }
}

interface Facts {
  readonly now: number
  readonly organizationId: number
  readonly userId: number
  readonly scopes: string
}

/** The demo's own standard client and one of its users stand model. */
async function demoFacts(db: Kysely<Schema>): Promise<Facts> {
  const client = await db
    .selectFrom('clients')
    .selectAll()
    .where('dialect', '=', 'standard')
    .executeTakeFirstOrThrow()
  const user = await db.selectFrom('users').select('id').orderBy('id').executeTakeFirstOrThrow()
  return {
    now: client.created_at,
    organizationId: client.organization_id,
    userId: user.id,
    scopes: client.scopes,
  }
}

function clientRow(population: Population, i: number, facts: Facts): Insertable<Schema['clients']> {
  return {
    id: rowOf(i),
    client_id: population.clientIdOf(i),
    organization_id: facts.organizationId,
    dialect: isApiClient(i) ? 'eight-by-eight' : 'standard',
    name: `Client ${i}`,
    is_public: 0,
    is_enabled: 1,
    scopes: isApiClient(i) ? '' : facts.scopes,
    audiences: '',
    redirect_uris: '',
    created_at: facts.now,
    updated_at: facts.now,
    allowed_ips: '',
    allowed_origins: '',
    allowed_agents: '',
    is_listed: 0,
  }
}

/** A server's first act would be to walk all of it: the next walk comes after what is measured. */
async function cleanedJustNow(db: Kysely<Schema>): Promise<void> {
  const text = String(Math.floor(Date.now() / 1_000))
  await db.deleteFrom('facts').where('name', '=', LAST_CLEAN_UP).execute()
  await db.insertInto('facts').values({ name: LAST_CLEAN_UP, text }).execute()
}

async function insertAll<Table extends 'clients' | 'credentials' | 'families'>(
  db: Kysely<Schema>,
  table: Table,
  count: number,
  row: (i: number) => Insertable<Schema[Table]>,
): Promise<void> {
  const rowsPerCommit = ROWS_PER_STATEMENT * STATEMENTS_PER_COMMIT
  for (let from = 0; from < count; from += rowsPerCommit) {
    const end = Math.min(count, from + rowsPerCommit)
    await db.transaction().execute(async (within) => {
      for (let at = from; at < end; at += ROWS_PER_STATEMENT) {
        const length = Math.min(ROWS_PER_STATEMENT, end - at)
        const rows = Array.from({ length }, (_, i) => row(at + i))
        await within.insertInto(table).values(rows).execute()
      }
    })
  }
}

/** Numbers go on above what was filled in, and the planner knows what is there. */
const FINISH = {
  async sqlite() {},
  async postgres(db: Kysely<Schema>) {
    for (const table of ['clients', 'credentials', 'families']) {
      await sql`select setval(pg_get_serial_sequence(${table}, 'id'), max(id))
        from ${sql.table(table)}`.execute(db)
    }
    await sql`vacuum analyze`.execute(db)
  },
} as const
