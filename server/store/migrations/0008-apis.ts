import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** The APIs that the gateway stands before, as operators keep them. */
export async function apis(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  await db.schema
    .createTable('apis')
    .addColumn('id', types.id)
    .addColumn('name', 'text', (c) => c.notNull().unique())
    .addColumn('document', 'text', (c) => c.notNull())
    .addColumn('created_at', types.instant, (c) => c.notNull())
    .addColumn('updated_at', types.instant, (c) => c.notNull())
    .execute()
}
