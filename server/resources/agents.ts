import type { Client } from '../protocol/client.ts'
import type { Agent } from '../store/agents.ts'
import type { Records } from '../store/records.ts'

/**
 * The agent, where it is active and one of those that the client opens: of its own organization,
 * and of its own list if it has one. Unknown and foreign look the same.
 */
export async function loadOpenAgent(
  records: Pick<Records, 'agents'>,
  agentId: number,
  { organizationId, allowedAgents }: Pick<Client, 'organizationId' | 'allowedAgents'>,
): Promise<Agent | undefined> {
  if (allowedAgents.length > 0 && !allowedAgents.includes(agentId)) return undefined
  const agent = await records.agents.load(agentId)
  return agent?.isActive && agent.organizationId === organizationId ? agent : undefined
}

/**
 * Whether a page of this origin (RFC 6454 §7) may use what was issued for the agent: compared as it
 * stands, for whatever is folded or matched by pattern some other site can register. An agent that
 * names no origin is open to no page; a client that names some narrows the agent's.
 */
export function isOpenToOrigin(
  origin: string,
  agent: Pick<Agent, 'allowedOrigins'>,
  client: Pick<Client, 'allowedOrigins'>,
): boolean {
  const { allowedOrigins } = client
  return (
    agent.allowedOrigins.includes(origin) &&
    (allowedOrigins.length === 0 || allowedOrigins.includes(origin))
  )
}
