import type { Agent } from '../store/agents.ts'
import type { Records } from '../store/records.ts'

/** The agent, where it is active and the organization's own; unknown and foreign look the same. */
export async function loadOpenAgent(
  records: Records,
  agentId: number,
  organizationId: number,
): Promise<Agent | undefined> {
  const agent = await records.agents.load(agentId)
  return agent?.isActive && agent.organizationId === organizationId ? agent : undefined
}
