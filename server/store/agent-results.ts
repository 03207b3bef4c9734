import type { AgentResultTable } from './embed-tables.ts'
import type { Executor } from './engine.ts'
import { statement } from './statement.ts'

export const RESULT_OUTCOMES = ['passed', 'failed', 'review'] as const

/** One figure of a result, such as `Greeting: 4 of 5`. */
export interface Measure {
  readonly name: string
  readonly value: string
}

/** What came of an agent's work: a call that was judged, a test that was run. */
export interface AgentResult {
  readonly id: number
  readonly agentId: number
  /** The platform's own name for it. */
  readonly externalId: string
  readonly callExternalId: string | undefined
  readonly name: string
  readonly outcome: (typeof RESULT_OUTCOMES)[number]
  /** Of 100. */
  readonly score: number | undefined
  readonly summary: string
  readonly measures: readonly Measure[]
  readonly at: number
  readonly updatedAt: number
}

type Row = Omit<AgentResultTable, 'id'> & { id: number }

const put = statement<Omit<Row, 'id'>>()((db, p) => {
  const told = {
    call_external_id: p.call_external_id,
    name: p.name,
    outcome: p.outcome,
    score: p.score,
    summary: p.summary,
    measures: p.measures,
    at: p.at,
    updated_at: p.updated_at,
  }
  return db
    .insertInto('agent_results')
    .values({ agent_id: p.agent_id, external_id: p.external_id, ...told })
    .onConflict((c) => c.columns(['agent_id', 'external_id']).doUpdateSet(told))
    .returningAll()
})
const page = statement<{ agentId: number; before: number; limit: number }>()((db, p) =>
  db
    .selectFrom('agent_results')
    .selectAll()
    .where('agent_id', '=', p.agentId)
    .where('id', '<', p.before)
    .orderBy('id', 'desc')
    .limit(p.limit),
)
const byExternalId = statement<{ agentId: number; externalId: string }>()((db, p) =>
  db
    .selectFrom('agent_results')
    .selectAll()
    .where('agent_id', '=', p.agentId)
    .where('external_id', '=', p.externalId),
)

export function agentResults(executor: Executor) {
  return {
    /** Adds it, or replaces what was told of it before. */
    async put(result: Omit<AgentResult, 'id'>): Promise<AgentResult> {
      const row = await executor.first(put, {
        agent_id: result.agentId,
        external_id: result.externalId,
        call_external_id: result.callExternalId ?? null,
        name: result.name,
        outcome: result.outcome,
        score: result.score ?? null,
        summary: result.summary,
        measures: JSON.stringify(result.measures),
        at: result.at,
        updated_at: result.updatedAt,
      })
      return fromRow(row as Row)
    },
    async load(agentId: number, externalId: string): Promise<AgentResult | undefined> {
      const row = await executor.first(byExternalId, { agentId, externalId })
      return row && fromRow(row)
    },
    /** Those that were told of last come first; `before` is the last id of the page before. */
    async page(agentId: number, before: number, limit: number): Promise<AgentResult[]> {
      return (await executor.all(page, { agentId, before, limit })).map(fromRow)
    },
  }
}

function fromRow(row: Row): AgentResult {
  return {
    id: row.id,
    agentId: row.agent_id,
    externalId: row.external_id,
    callExternalId: row.call_external_id ?? undefined,
    name: row.name,
    outcome: row.outcome as AgentResult['outcome'],
    score: row.score ?? undefined,
    summary: row.summary,
    measures: JSON.parse(row.measures),
    at: row.at,
    updatedAt: row.updated_at,
  }
}
