import type { LeaseTable } from './embed-tables.ts'
import type { Executor } from './engine.ts'
import { asWords, fromWords } from './lists.ts'
import { statement } from './statement.ts'

/** What tokens of one family may be used for. Absent is no limit. */
export interface LeaseTerms {
  /** A frame must be opened within so many seconds of the issue of the access token. */
  readonly redeemSec: number | undefined
  /** How many frames may be opened altogether. */
  readonly uses: number | undefined
  /** How long a frame stays open at most, in seconds. */
  readonly openSec: number | undefined
  /** How many frames may be open at once. */
  readonly frames: number | undefined
  /** How often a frame tells that it is still there, in seconds. */
  readonly heartbeatSec: number | undefined
}

export const NO_TERMS: LeaseTerms = {
  redeemSec: undefined,
  uses: undefined,
  openSec: undefined,
  frames: undefined,
  heartbeatSec: undefined,
}

/** A family's own narrowing, and how much of it was used. */
export interface Lease {
  readonly familyId: string
  readonly agentId: number
  readonly terms: LeaseTerms
  /** `undefined` for all that the agent allows. */
  readonly allowedOrigins: readonly string[] | undefined
  readonly used: number
  readonly closedAt: number | undefined
}

type Row = Omit<LeaseTable, 'id'> & { id: number }

const ofFamily = statement<{ familyId: string }>()((db, p) =>
  db.selectFrom('leases').selectAll().where('family_id', '=', p.familyId),
)
const insert = statement<Omit<Row, 'id' | 'used' | 'asked_at' | 'closed_at'>>()((db, p) =>
  db
    .insertInto('leases')
    .values({
      family_id: p.family_id,
      agent_id: p.agent_id,
      redeem_sec: p.redeem_sec,
      uses: p.uses,
      open_sec: p.open_sec,
      frames: p.frames,
      heartbeat_sec: p.heartbeat_sec,
      allowed_origins: p.allowed_origins,
      used: 0,
      created_at: p.created_at,
      expires_at: p.expires_at,
    })
    .onConflict((c) => c.column('family_id').doNothing()),
)
const ask = statement<{ familyId: string; at: number }>()((db, p) =>
  db.updateTable('leases').set({ asked_at: p.at }).where('family_id', '=', p.familyId),
)
const use = statement<{ familyId: string }>()((db, p) =>
  db
    .updateTable('leases')
    .set((e) => ({ used: e('used', '+', 1) }))
    .where('family_id', '=', p.familyId),
)
const close = statement<{ familyId: string; at: number }>()((db, p) =>
  db
    .updateTable('leases')
    .set({ closed_at: p.at })
    .where('family_id', '=', p.familyId)
    .where('closed_at', 'is', null),
)

export interface NewLease extends Pick<Lease, 'familyId' | 'agentId' | 'terms'> {
  readonly allowedOrigins: readonly string[] | undefined
  readonly createdAt: number
  readonly expiresAt: number
}

export function leases(executor: Executor) {
  return {
    async load(familyId: string): Promise<Lease | undefined> {
      const row = await executor.first(ofFamily, { familyId })
      return row && fromRow(row)
    },
    /** Where the family has one already, that one stays as it is. */
    async add({ familyId, agentId, terms, ...rest }: NewLease): Promise<void> {
      await executor.run(insert, {
        family_id: familyId,
        agent_id: agentId,
        redeem_sec: terms.redeemSec ?? null,
        uses: terms.uses ?? null,
        open_sec: terms.openSec ?? null,
        frames: terms.frames ?? null,
        heartbeat_sec: terms.heartbeatSec ?? null,
        allowed_origins: rest.allowedOrigins === undefined ? null : asWords(rest.allowedOrigins),
        created_at: rest.createdAt,
        expires_at: rest.expiresAt,
      })
    },
    /** Holds the family's row until the transaction ends: who asks meanwhile waits. */
    async ask(familyId: string, at: number): Promise<void> {
      await executor.run(ask, { familyId, at })
    },
    async use(familyId: string): Promise<void> {
      await executor.run(use, { familyId })
    },
    /** From now on tokens of the family open no frame. */
    async close(familyId: string, at: number): Promise<void> {
      await executor.run(close, { familyId, at })
    },
  }
}

function fromRow(row: Row): Lease {
  return {
    familyId: row.family_id,
    agentId: row.agent_id,
    terms: {
      redeemSec: row.redeem_sec ?? undefined,
      uses: row.uses ?? undefined,
      openSec: row.open_sec ?? undefined,
      frames: row.frames ?? undefined,
      heartbeatSec: row.heartbeat_sec ?? undefined,
    },
    allowedOrigins: row.allowed_origins === null ? undefined : fromWords(row.allowed_origins),
    used: row.used,
    closedAt: row.closed_at ?? undefined,
  }
}
