import { z } from 'zod'
import { isoTime } from '../protocol/clock.ts'
import { type AgentCall, CALL_DIRECTIONS, CALL_STATUSES } from '../store/agent-calls.ts'
import { type AgentResult, RESULT_OUTCOMES } from '../store/agent-results.ts'
import { demandAgent } from './demand-agent.ts'
import { pageOf, pageQuery, readPage } from './page.ts'
import { record } from './record.ts'
import { route } from './route.ts'
import { displayName, idParams, instant } from './values.ts'

const MEASURES_MAX = 30
const DAY_SEC = 86_400

/** The platform's own name; it stands in the address of a result's page. */
const externalId = z
  .string()
  .regex(/^[\w.:-]{1,100}$/, 'Letters, digits and _ . : - only, 100 at most')
  .describe('Your own name for it; posted again, it replaces what was told before')
const time = z.iso.datetime({ offset: true }).describe('RFC 3339')
const summary = z.string().trim().max(2_000)

const callFields = {
  external_id: externalId,
  status: z.enum(CALL_STATUSES),
  direction: z.enum(CALL_DIRECTIONS),
  party: displayName.describe('Whom the agent spoke with, as customers may read it'),
  summary,
  duration_seconds: z.int().min(0).max(DAY_SEC).nullable(),
}
const callSchema = z
  .object({ ...callFields, started_at: instant, updated_at: instant })
  .meta({ id: 'AgentCall' })

const resultFields = {
  external_id: externalId,
  name: displayName,
  outcome: z.enum(RESULT_OUTCOMES),
  summary,
  call_external_id: externalId.nullable(),
  score: z.int().min(0).max(100).nullable(),
  measures: z
    .array(z.strictObject({ name: displayName, value: z.string().trim().max(200) }))
    .max(MEASURES_MAX),
}
const resultSchema = z
  .object({ ...resultFields, at: instant, updated_at: instant })
  .meta({ id: 'AgentResult' })

export type AgentCallAnswer = z.output<typeof callSchema>
export type AgentResultAnswer = z.output<typeof resultSchema>

/** What agents did: told by the platform, shown in the frame. */
export const agentRecordRoutes = [
  route({
    method: 'POST',
    path: '/agents/:id/calls',
    name: 'agent-records.post_call',
    summary: 'Tell of a call; the same external_id again replaces it',
    status: 200,
    params: idParams,
    body: z.strictObject({
      ...callFields,
      summary: summary.default(''),
      duration_seconds: callFields.duration_seconds.default(null),
      started_at: time,
    }),
    answer: callSchema,
    async run({ params, body, actor }, deps) {
      return deps.store.transaction(async (records) => {
        const { id: agentId, organizationId } = await demandAgent(records, params.id, actor)
        const put = await records.agentCalls.put({
          agentId,
          externalId: body.external_id,
          status: body.status,
          direction: body.direction,
          party: body.party,
          summary: body.summary,
          startedAt: secondOf(body.started_at),
          durationSec: body.duration_seconds ?? undefined,
          updatedAt: deps.clock.now(),
        })
        const detail = `agent ${agentId}: ${put.externalId}`
        await record(deps, records, actor, 'agent-records.post_call', { detail, organizationId })
        return describeCall(put)
      })
    },
  }),
  route({
    method: 'GET',
    path: '/agents/:id/calls',
    name: 'agent-records.calls',
    summary: 'Calls of an agent, those that were told of last first',
    params: idParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(callSchema),
    async run({ params, query, actor }, { store }) {
      const { id } = await demandAgent(store, params.id, actor)
      return readPage(
        query,
        'highest',
        (before, limit) => store.agentCalls.page(id, before, limit),
        (call) => call.id,
        describeCall,
      )
    },
  }),
  route({
    method: 'POST',
    path: '/agents/:id/results',
    name: 'agent-records.post_result',
    summary: 'Tell of a result; the same external_id again replaces it',
    status: 200,
    params: idParams,
    body: z.strictObject({
      ...resultFields,
      summary: summary.default(''),
      call_external_id: resultFields.call_external_id.default(null),
      score: resultFields.score.default(null),
      measures: resultFields.measures.default([]),
      at: time,
    }),
    answer: resultSchema,
    async run({ params, body, actor }, deps) {
      return deps.store.transaction(async (records) => {
        const { id: agentId, organizationId } = await demandAgent(records, params.id, actor)
        const put = await records.agentResults.put({
          agentId,
          externalId: body.external_id,
          callExternalId: body.call_external_id ?? undefined,
          name: body.name,
          outcome: body.outcome,
          score: body.score ?? undefined,
          summary: body.summary,
          measures: body.measures,
          at: secondOf(body.at),
          updatedAt: deps.clock.now(),
        })
        const detail = `agent ${agentId}: ${put.externalId}`
        await record(deps, records, actor, 'agent-records.post_result', { detail, organizationId })
        return describeResult(put)
      })
    },
  }),
  route({
    method: 'GET',
    path: '/agents/:id/results',
    name: 'agent-records.results',
    summary: 'Results of an agent, those that were told of last first',
    params: idParams,
    query: z.strictObject(pageQuery),
    answer: pageOf(resultSchema),
    async run({ params, query, actor }, { store }) {
      const { id } = await demandAgent(store, params.id, actor)
      return readPage(
        query,
        'highest',
        (before, limit) => store.agentResults.page(id, before, limit),
        (result) => result.id,
        describeResult,
      )
    },
  }),
]

function secondOf(text: string): number {
  return Math.floor(Date.parse(text) / 1_000)
}

function describeCall(call: AgentCall): AgentCallAnswer {
  return {
    external_id: call.externalId,
    status: call.status,
    direction: call.direction,
    party: call.party,
    summary: call.summary,
    duration_seconds: call.durationSec ?? null,
    started_at: isoTime(call.startedAt),
    updated_at: isoTime(call.updatedAt),
  }
}

function describeResult(result: AgentResult): AgentResultAnswer {
  return {
    external_id: result.externalId,
    name: result.name,
    outcome: result.outcome,
    summary: result.summary,
    call_external_id: result.callExternalId ?? null,
    score: result.score ?? null,
    measures: [...result.measures],
    at: isoTime(result.at),
    updated_at: isoTime(result.updatedAt),
  }
}
