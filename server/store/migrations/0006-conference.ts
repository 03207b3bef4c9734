import { type Kysely, sql } from 'kysely'
import type { ColumnTypes } from '../engine.ts'

/** Who is in a room, and since when its call has been running. */
export async function conference(db: Kysely<unknown>, types: ColumnTypes): Promise<void> {
  // Set when an agent and a guest are both in; from then on the room outlives its fifteen minutes.
  await db.schema.alterTable('rooms').addColumn('started_at', types.instant).execute()

  await db.schema
    .createTable('seats')
    .addColumn('id', types.id)
    .addColumn('room_id', types.reference, (c) => c.notNull())
    .addColumn('number', 'integer', (c) => c.notNull())
    .addColumn('name', 'text', (c) => c.notNull())
    // Of an agent; a guest is nobody that we know.
    .addColumn('user_id', types.reference)
    .addColumn('taken_at', types.instant, (c) => c.notNull())
    .addColumn('seen_at', types.instant, (c) => c.notNull())
    .addColumn('left_at', types.instant)
    // An engine elsewhere tells when its participant leaves; no socket of ours is waited for.
    .addColumn('is_carried', 'integer', (c) => c.notNull().defaultTo(0))
    .execute()
  // Of any number who want the last seat, on any number of nodes, one gets it.
  await db.schema
    .createIndex('seats_taken')
    .on('seats')
    .columns(['room_id', 'number'])
    .unique()
    .where(sql<boolean>`left_at is null`)
    .execute()
  await db.schema.createIndex('seats_room_id').on('seats').columns(['room_id', 'id']).execute()
  await db.schema
    .createIndex('seats_seen_at')
    .on('seats')
    .column('seen_at')
    .where(sql<boolean>`left_at is null`)
    .execute()
  await db.schema
    .createIndex('rooms_running')
    .on('rooms')
    .column('started_at')
    .where(sql<boolean>`started_at is not null and finished_at is null`)
    .execute()
}
