import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** Who manages and how they sign in, what a person agreed to, and what the console tells of it. */
export async function management(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await people(db, types)
  await clientsAndKeys(db, types)
  await platform(db, types)
  await figures(db, types)
}

async function people(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).addColumn('id', types.id)
  const alter = (name: string) => db.schema.alterTable(name)

  await alter('users').addColumn('totp_sealed', types.bytes).execute()
  await alter('users').addColumn('totp_confirmed_at', types.instant).execute()
  // A code is good once: the number of the half minute that was used last.
  await alter('users').addColumn('totp_last_step', types.instant).execute()

  await alter('users').addColumn('last_signed_in_at', types.instant).execute()
  // The record of what somebody did outlives them, and names them by their id.
  await alter('users').addColumn('deleted_at', types.instant).execute()

  await alter('sign_ins')
    .addColumn('kind', 'text', (c) => c.notNull().defaultTo('full'))
    .execute()
  await alter('sign_ins').addColumn('method', 'text').execute()
  await alter('sign_ins').addColumn('ip', 'text').execute()
  await alter('sign_ins').addColumn('user_agent', 'text').execute()
  await alter('sign_ins').addColumn('last_seen_at', types.instant).execute()

  await table('passkeys')
    .addColumn('user_id', types.reference, (c) => c.notNull())
    .addColumn('credential_id', types.bytes, (c) => c.notNull().unique())
    .addColumn('verifying_key', types.bytes, (c) => c.notNull())
    .addColumn('counter', types.instant, (c) => c.notNull())
    .addColumn('transports', 'text', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    .addColumn('created_at', types.instant, (c) => c.notNull())
    .addColumn('last_used_at', types.instant)
    .execute()
  await db.schema.createIndex('passkeys_user_id').on('passkeys').column('user_id').execute()

  await table('recovery_codes')
    .addColumn('user_id', types.reference, (c) => c.notNull())
    .addColumn('secret_hash', types.bytes, (c) => c.notNull())
    .addColumn('used_at', types.instant)
    .execute()
  await db.schema
    .createIndex('recovery_codes_user_id')
    .on('recovery_codes')
    .column('user_id')
    .execute()

  await table('ceremonies')
    .addColumn('kind', 'text', (c) => c.notNull())
    .addColumn('user_id', types.reference)
    .addColumn('secret_hash', types.bytes, (c) => c.notNull())
    .addColumn('expires_at', types.instant, (c) => c.notNull())
    .execute()

  // Without a user it makes the first operator.
  await table('invitations')
    .addColumn('user_id', types.reference)
    .addColumn('secret_hash', types.bytes, (c) => c.notNull())
    .addColumn('created_at', types.instant, (c) => c.notNull())
    .addColumn('expires_at', types.instant, (c) => c.notNull())
    .addColumn('consumed_at', types.instant)
    .execute()

  // Whoever takes a consent back takes back its codes; one from before this has no instant.
  await alter('codes')
    .addColumn('created_at', types.instant, (c) => c.notNull().defaultTo(0))
    .execute()

  await alter('families').addColumn('last_used_at', types.instant).execute()
  await db.schema.createIndex('families_user_id').on('families').column('user_id').execute()
}

async function clientsAndKeys(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const alter = (name: string) => db.schema.alterTable(name)
  const words = (table: string, column: string) =>
    alter(table)
      .addColumn(column, 'text', (c) => c.notNull().defaultTo(''))
      .execute()

  await alter('clients').addColumn('created_by', 'text').execute()
  await words('clients', 'allowed_ips')
  await words('clients', 'allowed_origins')
  await words('clients', 'allowed_agents')
  await alter('clients')
    .addColumn('is_listed', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()

  await alter('credentials').addColumn('created_by', 'text').execute()
  await alter('credentials').addColumn('last_used_at', types.instant).execute()
  // Of a management key: what it may do, and for whom. No permission is none.
  await words('credentials', 'permissions')
  await alter('credentials').addColumn('organization_id', types.reference).execute()
  await sql`update credentials set permissions = '*' where kind = 'management_key'`.execute(db)

  // The lists of an organization are short, however many clients the platform has.
  for (const table of ['clients', 'users', 'agents', 'plans']) {
    await db.schema
      .createIndex(`${table}_organization`)
      .on(table)
      .columns(['organization_id', 'id'])
      .execute()
  }

  await db.schema.createIndex('plan_guests_plan_id').on('plan_guests').column('plan_id').execute()

  await words('agents', 'allowed_origins')
  await alter('agents')
    .addColumn('created_at', types.instant, (c) => c.notNull().defaultTo(0))
    .execute()
}

async function platform(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const table = (name: string) => db.schema.createTable(name).addColumn('id', types.id)

  await db.schema
    .createTable('dialect_settings')
    .addColumn('dialect', 'text', (c) => c.primaryKey())
    .addColumn('is_enabled', 'integer', (c) => c.notNull())
    .addColumn('access_token_lifetime_sec', 'integer')
    .addColumn('refresh_token_lifetime_sec', 'integer')
    .addColumn('code_lifetime_sec', 'integer')
    .addColumn('updated_at', types.instant, (c) => c.notNull())
    .execute()

  await db.schema
    .createTable('regions')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('token_host', 'text', (c) => c.notNull())
    .addColumn('api_host', 'text', (c) => c.notNull())
    .addColumn('is_default', 'integer', (c) => c.notNull())
    .execute()

  await table('idempotency_keys')
    .addColumn('actor', 'text', (c) => c.notNull())
    .addColumn('key_hash', types.bytes, (c) => c.notNull())
    .addColumn('fingerprint', types.bytes, (c) => c.notNull())
    .addColumn('status', 'integer')
    .addColumn('sealed_answer', types.bytes)
    .addColumn('expires_at', types.instant, (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('idempotency_keys_key')
    .on('idempotency_keys')
    .columns(['actor', 'key_hash'])
    .unique()
    .execute()

  await table('blocks')
    .addColumn('bucket', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('refusals', 'integer', (c) => c.notNull())
    .addColumn('first_at', types.instant, (c) => c.notNull())
    .addColumn('last_at', types.instant, (c) => c.notNull())
    .addColumn('expires_at', types.instant, (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('blocks_subject')
    .on('blocks')
    .columns(['bucket', 'subject', 'expires_at'])
    .unique()
    .execute()
}

async function figures(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema.alterTable('audit').addColumn('organization_id', types.reference).execute()
  await db.schema.alterTable('audit').addColumn('actor_user_id', types.reference).execute()

  await db.schema
    .createTable('tallies')
    .addColumn('id', types.id)
    .addColumn('step_sec', 'integer', (c) => c.notNull())
    .addColumn('organization_id', types.reference, (c) => c.notNull())
    .addColumn('at', types.instant, (c) => c.notNull())
    .addColumn('topic', 'text', (c) => c.notNull())
    .addColumn('dialect', 'text', (c) => c.notNull())
    .addColumn('label', 'text', (c) => c.notNull())
    .addColumn('count', types.instant, (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('tallies_place')
    .on('tallies')
    .columns(['step_sec', 'organization_id', 'topic', 'at', 'dialect', 'label'])
    .unique()
    .execute()
}
