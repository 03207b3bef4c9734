import type { Core } from '../core.ts'
import type { AgentCall } from '../store/agent-calls.ts'
import type { AgentResult } from '../store/agent-results.ts'

const AGENT = 1
const HOUR_SEC = 3_600

type SampleCall = Pick<AgentCall, 'party' | 'summary' | 'status' | 'direction' | 'durationSec'>

const CALLS: readonly SampleCall[] = [
  {
    party: '+1 202 555 0142',
    summary: 'Asked for opening hours and got them.',
    status: 'completed',
    direction: 'inbound',
    durationSec: 74,
  },
  {
    party: 'Maria Keller',
    summary: 'Moved an appointment from Tuesday to Thursday, 10:30.',
    status: 'completed',
    direction: 'inbound',
    durationSec: 187,
  },
  {
    party: '+44 20 7946 0823',
    summary: 'Did not answer; a message was left.',
    status: 'missed',
    direction: 'outbound',
    durationSec: 21,
  },
  {
    party: 'Visitor on the web',
    summary: 'Compared two plans and asked for a quote.',
    status: 'completed',
    direction: 'web',
    durationSec: 312,
  },
  {
    party: '+33 1 99 00 12 34',
    summary: 'The line broke before a name was given.',
    status: 'failed',
    direction: 'inbound',
    durationSec: 9,
  },
  {
    party: 'Jonas Weber',
    summary: '',
    status: 'running',
    direction: 'web',
    durationSec: undefined,
  },
]

type SampleResult = Pick<AgentResult, 'name' | 'outcome' | 'score' | 'summary' | 'measures'>

const RESULTS: readonly SampleResult[] = [
  {
    name: 'Greeting and consent',
    outcome: 'passed',
    score: 96,
    summary: 'Says who it is and that the call is recorded, in every case that was tried.',
    measures: [
      { name: 'Cases', value: '25' },
      { name: 'Greeting within two seconds', value: '24 of 25' },
    ],
  },
  {
    name: 'Appointment is moved',
    outcome: 'review',
    score: 71,
    summary: 'Twice the new time was not read back before it was booked.',
    measures: [
      { name: 'Cases', value: '14' },
      { name: 'Read back', value: '12 of 14' },
      { name: 'Booked rightly', value: '14 of 14' },
    ],
  },
  {
    name: 'Caller changes the language',
    outcome: 'failed',
    score: 38,
    summary: 'Goes on in English although the caller speaks Spanish.',
    measures: [{ name: 'Changed with the caller', value: '3 of 8' }],
  },
]

/** What the demo's agent has done, so that its frame has something to show. */
export async function furnishAgent({ store, clock }: Core): Promise<void> {
  if ((await store.facts.load('demo agent furnished')) !== undefined) return
  const at = clock.now()
  await store.transaction(async (records) => {
    for (const [number, call] of CALLS.entries()) {
      await records.agentCalls.put({
        ...call,
        agentId: AGENT,
        externalId: `call-${1_001 + number}`,
        startedAt: at - (CALLS.length - 1 - number) * 5 * HOUR_SEC,
        updatedAt: at,
      })
    }
    for (const [number, result] of RESULTS.entries()) {
      await records.agentResults.put({
        ...result,
        agentId: AGENT,
        externalId: `result-${501 + number}`,
        callExternalId: number === 0 ? 'call-1002' : undefined,
        at: at - (RESULTS.length - number) * HOUR_SEC,
        updatedAt: at,
      })
    }
    await records.facts.put('demo agent furnished', 'yes')
  })
}
