import { type RawBuilder, sql } from 'kysely'
import type { Executor } from './engine.ts'
import { ROOT_REVOKED_AT } from './families.ts'
import type { Schema } from './schema.ts'
import { statement } from './statement.ts'
import { TALLY_STEPS_SEC } from './tallies.ts'

/** Instants that decide what is over. Whatever ended later is kept. */
export interface Horizon {
  readonly now: number
  /** What ended until then has no living token any more. */
  readonly tokens: number
  /** Rooms that were over by then leave the call log. */
  readonly rooms: number
  /** What agents did and nobody has told of since then. */
  readonly agentRecords: number
  /** Decisions until then leave the record; 0 keeps all. */
  readonly audit: number
  /** Figures by the hour leave until then, those by shorter stretches earlier. */
  readonly coarseTallies: number
  readonly fineTallies: number
  /** The limiter's library counts in milliseconds of real time, whatever our clock says. */
  readonly attemptsMs: number
}

/** A primary key: rows are walked in its order. */
export type Cursor = number | string

/** Some rows in a row. */
export interface Stretch {
  readonly last: Cursor
  /** How many of them are over. */
  readonly over: number
}

export interface Sweep {
  readonly table: string
  readonly first: Cursor
  /** Whether rows end in the order of their keys, so that nothing after a living one is over. */
  readonly isOrdered: boolean
  /** The next rows after this key; `undefined` after the last. */
  look(after: Cursor, limit: number, horizon: Horizon): Promise<Stretch | undefined>
  /** Removes what is over up to `last`, and asks each row again whether it is. */
  remove(after: Cursor, last: Cursor, horizon: Horizon): Promise<number>
}

interface Kind {
  readonly table: keyof Schema
  readonly key?: string
  readonly isOrdered?: boolean
  readonly isOver: (horizon: Horizon) => RawBuilder<boolean>
}

/**
 * What leaves, and when. The order matters: a row stays while another, further up, speaks of it.
 * Organizations, clients, users and signing keys are not here: an operator made them.
 */
const KINDS: readonly Kind[] = [
  { table: 'idempotency_keys', isOver: (h) => sql`expires_at <= ${h.now}` },
  { table: 'sign_ins', isOver: (h) => sql`expires_at <= ${h.now}` },
  { table: 'ceremonies', isOver: (h) => sql`expires_at <= ${h.now}` },
  // Not when it was used: until it would have expired, no older link may become the newest again.
  { table: 'invitations', isOver: (h) => sql`expires_at <= ${h.now}` },
  // Until its last access token has ended: its notice and its code's replay need it so long. One
  // without an end stays until it is revoked.
  {
    table: 'families',
    isOver: (h) =>
      // Where no root was revoked, no family asks after its own: a walk then costs a sixth.
      sql`(expires_at <= ${h.tokens} or revoked_at <= ${h.tokens}
        or (exists (select 1 from revoked_roots) and ${ROOT_REVOKED_AT} <= ${h.tokens}))`,
  },
  // Its families have just gone.
  { table: 'revoked_roots', key: 'root', isOver: (h) => sql`at <= ${h.tokens}` },
  // One that was used stays as long as its family, whose end a replay must still bring.
  {
    table: 'codes',
    isOver: (h) =>
      sql`(expires_at <= ${h.now} and (family_id is null
        or not exists (select 1 from families where families.id = codes.family_id)))`,
  },
  // While a family of it is there, and while the audit record names it, somebody may ask for it.
  {
    table: 'credentials',
    isOver: (h) =>
      sql`(coalesce(revoked_at, expires_at) <= ${h.tokens}
        and coalesce(revoked_at, expires_at) <= ${h.audit}
        and not exists (select 1 from families where families.credential_id = credentials.id))`,
  },
  {
    table: 'rooms',
    isOver: (h) =>
      sql`(coalesce(finished_at, expires_at, created_at) <= ${h.rooms}
        and (started_at is null or finished_at is not null))`,
  },
  {
    table: 'seats',
    isOver: () => sql`not exists (select 1 from rooms where rooms.id = seats.room_id)`,
  },
  {
    table: 'outbox',
    isOver: () => sql`not exists (select 1 from rooms where rooms.id = outbox.room_id)`,
  },
  // Windows are a day at most.
  { table: 'text_counts', isOver: (h) => sql`at + 172800 <= ${h.now}` },
  // Never the newest: every node goes on from the last that it has read.
  {
    table: 'notices',
    isOver: (h) => sql`(expires_at < ${h.now} and id < (select max(id) from notices))`,
  },
  { table: 'leases', isOver: (h) => sql`expires_at <= ${h.now}` },
  { table: 'frames', isOver: (h) => sql`expires_at <= ${h.tokens}` },
  { table: 'agent_calls', isOver: (h) => sql`updated_at <= ${h.agentRecords}` },
  { table: 'agent_results', isOver: (h) => sql`updated_at <= ${h.agentRecords}` },
  // They hold e-mail addresses.
  { table: 'blocks', isOver: (h) => sql`expires_at + 86400 <= ${h.now}` },
  { table: 'attempts', key: 'key', isOver: (h) => sql`expire < ${h.attemptsMs}` },
  { table: 'audit', isOrdered: true, isOver: (h) => sql`last_at <= ${h.audit}` },
  {
    table: 'tallies',
    isOver: (h) =>
      sql`(at <= ${h.coarseTallies}
        or (step_sec = ${sql.lit(TALLY_STEPS_SEC.fine)} and at <= ${h.fineTallies}))`,
  },
]

/**
 * Rows that are over are found by walking each table along its primary key, some rows at a time. No
 * index on an end is kept for it: every rotation would have to move its family there, and a
 * million rows are walked in a second of work. No statement is as long as a table.
 */
export const sweeps = (executor: Executor): readonly Sweep[] =>
  STATEMENTS.map(({ table, first, isOrdered, look, remove }) => ({
    table,
    first,
    isOrdered,
    async look(after, limit, horizon) {
      const row = await executor.first(look, { ...horizon, after, limit })
      // Over no rows at all, there is no last.
      return row?.last == null ? undefined : { last: row.last, over: row.over }
    },
    remove: async (after, last, horizon) => executor.run(remove, { ...horizon, after, last }),
  }))

const STATEMENTS = KINDS.map(({ table, key = 'id', isOrdered = false, isOver }) => {
  const [rows, column] = [sql.table(table), sql.ref(key)]
  return {
    table,
    first: key === 'id' ? 0 : '',
    isOrdered,
    look: statement<Horizon & { after: Cursor; limit: number }>()((db, p) =>
      db
        .selectFrom(
          sql<{ place: Cursor; is_over: number }>`(
            select ${column} as place, case when ${isOver(p)} then 1 else 0 end as is_over
            from ${rows} where ${column} > ${p.after} order by ${column} limit ${p.limit}
          )`.as('stretch'),
        )
        .select((e) => [e.fn.max('place').as('last'), e.fn.sum<number>('is_over').as('over')]),
    ),
    remove: statement<Horizon & { after: Cursor; last: Cursor }>()((db, p) =>
      db
        .deleteFrom(table)
        .where(sql<boolean>`${column} > ${p.after} and ${column} <= ${p.last} and ${isOver(p)}`),
    ),
  }
})
