import type { Kysely } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** What stays quick when there are a million rows of it; decision 0016 says what each costs. */
export async function growth(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  // Ends any number of families with one row.
  await db.schema
    .createTable('revoked_roots')
    .addColumn('root', 'text', (c) => c.primaryKey())
    .addColumn('at', types.instant, (c) => c.notNull())
    .execute()
  const index = (name: string, table: string, column: string) =>
    db.schema.createIndex(name).on(table).column(column)
  await index('credentials_secret_hash', 'credentials', 'secret_hash').execute()
  await index('families_credential_id', 'families', 'credential_id').execute()
  await index('sign_ins_user_id', 'sign_ins', 'user_id').execute()
  await index('outbox_unsent', 'outbox', 'id').where('sent_at', 'is', null).execute()
}
