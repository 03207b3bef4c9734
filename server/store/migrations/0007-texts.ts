import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** How each text stands, how many may be sent, and to whom none is sent any more. */
export async function texts(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  const outbox = () => db.schema.alterTable('outbox')
  await outbox()
    .addColumn('state', 'text', (c) => c.notNull().defaultTo('waiting'))
    .execute()
  for (const count of ['tries', 'claims']) {
    await outbox()
      .addColumn(count, 'integer', (c) => c.notNull().defaultTo(0))
      .execute()
  }
  // When it is tried next; of one that is being sent, when that began.
  await outbox()
    .addColumn('due_at', types.instant, (c) => c.notNull().defaultTo(0))
    .execute()
  for (const words of ['reason', 'provider', 'provider_reference']) {
    await outbox().addColumn(words, 'text').execute()
  }
  await sql`update outbox set state = 'sent' where sent_at is not null`.execute(db)
  for (const state of ['waiting', 'sending']) {
    await db.schema
      .createIndex(`outbox_${state}`)
      .on('outbox')
      .columns(['due_at', 'id'])
      .where(sql<boolean>`state = ${sql.lit(state)}`)
      .execute()
  }
  // Texts that somebody must look at are few among many that were sent.
  await db.schema
    .createIndex('outbox_dead')
    .on('outbox')
    .column('id')
    .where(sql<boolean>`state in ('failed', 'uncertain')`)
    .execute()

  await db.schema
    .createTable('text_counts')
    .addColumn('id', types.id)
    .addColumn('cap', 'text', (c) => c.notNull())
    .addColumn('subject', 'text', (c) => c.notNull())
    .addColumn('at', types.instant, (c) => c.notNull())
    .addColumn('count', 'integer', (c) => c.notNull())
    .execute()
  await db.schema
    .createIndex('text_counts_place')
    .on('text_counts')
    .columns(['cap', 'subject', 'at'])
    .unique()
    .execute()

  await db.schema
    .createTable('opt_outs')
    .addColumn('id', types.id)
    .addColumn('phone_number', 'text', (c) => c.notNull().unique())
    .addColumn('source', 'text', (c) => c.notNull())
    .addColumn('created_at', types.instant, (c) => c.notNull())
    .addColumn('created_by', 'text')
    .execute()
}
