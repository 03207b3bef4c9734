import { type Kysely, PostgresAdapter, PostgresDialect, sql } from 'kysely'

/** Any number; it only has to be the same on every node. */
const MIGRATION_LOCK = 7_265_342

/**
 * Kysely's own adapter locks a session, and behind a pooler in transaction mode that lock stays in
 * somebody else's hands for good. This one locks the transaction in which all steps run.
 */
class TransactionLockAdapter extends PostgresAdapter {
  override async acquireMigrationLock(db: Kysely<unknown>): Promise<void> {
    await sql`select pg_advisory_xact_lock(${sql.lit(MIGRATION_LOCK)})`.execute(db)
  }

  override async releaseMigrationLock(): Promise<void> {
    // The end of the transaction does it.
  }
}

export class PooledPostgresDialect extends PostgresDialect {
  override createAdapter(): PostgresAdapter {
    return new TransactionLockAdapter()
  }
}
