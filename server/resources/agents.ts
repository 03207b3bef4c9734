import type { Client } from '../protocol/client.ts'
import type { Agent } from '../store/agents.ts'
import type { Records } from '../store/records.ts'

type Opener = Pick<Client, 'organizationId' | 'allowedAgents'>

/**
 * Whether the agent is active and one of those that the client opens: of its own organization, and
 * of its own list if it has one. Unknown and foreign look the same.
 */
export async function isOpenAgent(
  { agents }: Pick<Records, 'agents'>,
  agentId: number,
  client: Opener,
): Promise<boolean> {
  return isListed(agentId, client) && (await agents.isOpenTo(client.organizationId, agentId))
}

/** The agent itself, for whoever asks what it allows; `undefined` where it is not open. */
export async function loadOpenAgent(
  { agents }: Pick<Records, 'agents'>,
  agentId: number,
  client: Opener,
): Promise<Agent | undefined> {
  return isListed(agentId, client)
    ? await agents.loadOpenTo(client.organizationId, agentId)
    : undefined
}

function isListed(agentId: number, { allowedAgents }: Opener): boolean {
  return allowedAgents.length === 0 || allowedAgents.includes(agentId)
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
