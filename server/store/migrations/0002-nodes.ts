import type { Kysely } from 'kysely'

/** What several nodes on one database need to share. */
export async function nodes(db: Kysely<unknown>): Promise<void> {
  // In the form of the limiter's library.
  await db.schema
    .createTable('attempts')
    .addColumn('key', 'varchar(255)', (c) => c.primaryKey())
    .addColumn('points', 'integer', (c) => c.notNull().defaultTo(0))
    .addColumn('expire', 'bigint')
    .execute()
}
