import type { AgentAnswer } from '../../server/admin/agents.ts'
import { useChange } from './change.ts'
import { type Listed, useList } from './list.ts'
import { useOne } from './one.ts'
import { patch, post, type Query } from './request.ts'

const RESOURCE = 'agents'

export type Agent = AgentAnswer

export interface NewAgent {
  readonly id?: number
  readonly name: string
  readonly allowed_origins: readonly string[]
  readonly organization_id?: number
}

export type AgentChange = Partial<
  Pick<Agent, 'name' | 'active' | 'allowed_origins' | 'frame_url'> & {
    readonly lease: Partial<Agent['lease']>
  }
>

export function useAgentList(query: Query): Listed<Agent> {
  return useList(`/${RESOURCE}`, query)
}

/** To choose from: those of one organization, or of all. */
export function useAgents(organizationId: number | undefined, isWanted = true): Listed<Agent> {
  return useList(`/${RESOURCE}`, { organization_id: organizationId, limit: 100 }, isWanted)
}

export function useAgent(id: string): Agent {
  return useOne(pathOf(id))
}

export function useCreateAgent() {
  return useChange(RESOURCE, (wish: NewAgent) => post<Agent>(`/${RESOURCE}`, wish))
}

export function useChangeAgent(id: string) {
  return useChange(RESOURCE, (change: AgentChange) => patch<Agent>(pathOf(id), change))
}

function pathOf(id: string): string {
  return `/${RESOURCE}/${encodeURIComponent(id)}`
}
