import type { FrameAnswer } from '../../server/admin/agent-frames.ts'
import type { AgentCallAnswer, AgentResultAnswer } from '../../server/admin/agent-records.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { remove } from './request.ts'

/** The first word of every path here: whatever changes an agent has its frames asked for anew. */
export const AGENTS = 'agents'

export type Frame = FrameAnswer
export type AgentCall = AgentCallAnswer
export type AgentResult = AgentResultAnswer

export function useFrames(agentId: number): Listed<Frame> {
  return useList(`/${AGENTS}/${agentId}/frames`, { limit: 20 })
}

export function useKick(agentId: number) {
  return useChange(AGENTS, (id: string) =>
    remove(`/${AGENTS}/${agentId}/frames/${encodeURIComponent(id)}`),
  )
}

export function useKickAll(agentId: number) {
  return useChange(AGENTS, () => remove(`/${AGENTS}/${agentId}/frames`))
}

export function useAgentCalls(agentId: number): Listed<AgentCall> {
  return useList(`/${AGENTS}/${agentId}/calls`, { limit: 10 })
}

export function useAgentResults(agentId: number): Listed<AgentResult> {
  return useList(`/${AGENTS}/${agentId}/results`, { limit: 10 })
}
