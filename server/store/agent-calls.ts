import { sql } from 'kysely'
import type { AgentCallTable } from './embed-tables.ts'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

export const CALL_STATUSES = ['running', 'completed', 'missed', 'failed'] as const
export const CALL_DIRECTIONS = ['inbound', 'outbound', 'web'] as const

/** A conversation that an agent had, as its platform tells it. */
export interface AgentCall {
  readonly id: number
  readonly agentId: number
  /** The platform's own name for it. */
  readonly externalId: string
  readonly status: (typeof CALL_STATUSES)[number]
  readonly direction: (typeof CALL_DIRECTIONS)[number]
  /** Whom the agent spoke with. */
  readonly party: string
  readonly summary: string
  readonly startedAt: number
  readonly durationSec: number | undefined
  readonly updatedAt: number
}

export interface CallCount {
  readonly status: AgentCall['status']
  readonly calls: number
  readonly durationSec: number
}

type Row = Omit<AgentCallTable, 'id'> & { id: number }

const put = statement<Omit<Row, 'id'>>()((db, p) => {
  const told = {
    status: p.status,
    direction: p.direction,
    party: p.party,
    summary: p.summary,
    started_at: p.started_at,
    duration_sec: p.duration_sec,
    updated_at: p.updated_at,
  }
  return db
    .insertInto('agent_calls')
    .values({ agent_id: p.agent_id, external_id: p.external_id, ...told })
    .onConflict((c) => c.columns(['agent_id', 'external_id']).doUpdateSet(told))
    .returningAll()
})
const page = statement<{ agentId: number; before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('agent_calls')
    .selectAll()
    .where('agent_id', '=', p.agentId)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)
/** Of one agent and some weeks only, along an index. */
const counts = statement<{ agentId: number; since: number }>()((db, p) =>
  db
    .selectFrom('agent_calls')
    .select([
      'status',
      sql<number>`cast(count(*) as bigint)`.as('calls'),
      sql<number>`cast(coalesce(sum(duration_sec), 0) as bigint)`.as('duration'),
    ])
    .where('agent_id', '=', p.agentId)
    .where('started_at', '>=', p.since)
    .groupBy('status'),
)

export function agentCalls(executor: Executor) {
  return {
    /** Adds it, or replaces what was told of it before. */
    async put(call: Omit<AgentCall, 'id'>): Promise<AgentCall> {
      const row = await executor.first(put, {
        agent_id: call.agentId,
        external_id: call.externalId,
        status: call.status,
        direction: call.direction,
        party: call.party,
        summary: call.summary,
        started_at: call.startedAt,
        duration_sec: call.durationSec ?? null,
        updated_at: call.updatedAt,
      })
      return fromRow(row as Row)
    },
    /** Those that were told of last come first; `before` is the last id of the page before. */
    async page(agentId: number, before: number, limit: number): Promise<AgentCall[]> {
      return (await executor.all(page, { agentId, before, limit })).map(fromRow)
    },
    /** How many began since then, and how long they took altogether. */
    async counts(agentId: number, since: number): Promise<CallCount[]> {
      const rows = await executor.all(counts, { agentId, since })
      return rows.map(({ status, calls, duration }) => ({
        status: status as AgentCall['status'],
        calls,
        durationSec: duration,
      }))
    },
  }
}

function fromRow(row: Row): AgentCall {
  return {
    id: row.id,
    agentId: row.agent_id,
    externalId: row.external_id,
    status: row.status as AgentCall['status'],
    direction: row.direction as AgentCall['direction'],
    party: row.party,
    summary: row.summary,
    startedAt: row.started_at,
    durationSec: row.duration_sec ?? undefined,
    updatedAt: row.updated_at,
  }
}
