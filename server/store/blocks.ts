import { sql } from 'kysely'
import type { Executor } from './engine.ts'
import type { BlockTable } from './schema.ts'
import { statement } from './statement.ts'

/** Who has used up their attempts, and was refused so often since, until when. */
export interface Block {
  readonly id: number
  readonly bucket: string
  /** An e-mail address, an IP address, or a client and an address. */
  readonly subject: string
  readonly refusals: number
  readonly firstAt: number
  readonly lastAt: number
  readonly expiresAt: number
}

type Row = Omit<BlockTable, 'id'> & { id: number }

const add = statement<Omit<Row, 'id'>>()((db, p) =>
  db
    .insertInto('blocks')
    .values({
      bucket: p.bucket,
      subject: p.subject,
      refusals: p.refusals,
      first_at: p.first_at,
      last_at: p.last_at,
      expires_at: p.expires_at,
    })
    .onConflict((c) =>
      c.columns(['bucket', 'subject', 'expires_at']).doUpdateSet({
        refusals: sql<number>`blocks.refusals + excluded.refusals`,
        last_at: sql<number>`case when excluded.last_at > blocks.last_at
          then excluded.last_at else blocks.last_at end`,
      }),
    ),
)

const live = statement<{ now: number; before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('blocks')
    .selectAll()
    .where('expires_at', '>', p.now)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)

const byId = statement<{ id: number; now: number }>()((db, p) =>
  db.selectFrom('blocks').selectAll().where('id', '=', p.id).where('expires_at', '>', p.now),
)

const beyond = statement<{ count: number }>()((db, p) =>
  db.selectFrom('blocks').select('id').limit(1).offset(p.count),
)

const remove = statement<{ id: number }>()((db, p) =>
  db.deleteFrom('blocks').where('id', '=', p.id),
)

/** They name people, so they go a day after they are over. */
export function blocks(executor: Executor) {
  return {
    /** Nodes add up their refusals of the same window. */
    async add(block: Omit<Block, 'id'>): Promise<void> {
      await executor.run(add, {
        bucket: block.bucket,
        subject: block.subject,
        refusals: block.refusals,
        first_at: block.firstAt,
        last_at: block.lastAt,
        expires_at: block.expiresAt,
      })
    },
    /** Those in force, newest first; `before` is the last id of the page before. */
    async page(now: number, before: number, limit: number): Promise<Block[]> {
      return (await executor.all(live, { now, before, limit })).map(fromRow)
    },
    async load(id: number, now: number): Promise<Block | undefined> {
      const row = await executor.first(byId, { id, now })
      return row && fromRow(row)
    },
    /** Whether there are more rows than this. */
    async areMoreThan(count: number): Promise<boolean> {
      return (await executor.first(beyond, { count })) !== undefined
    },
    async remove(id: number): Promise<boolean> {
      return (await executor.run(remove, { id })) === 1
    },
  }
}

function fromRow(row: Row): Block {
  return {
    id: row.id,
    bucket: row.bucket,
    subject: row.subject,
    refusals: row.refusals,
    firstAt: row.first_at,
    lastAt: row.last_at,
    expiresAt: row.expires_at,
  }
}
