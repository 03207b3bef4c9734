import type { Agent } from '../../api/agents.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'

export function AgentState({ agent }: { readonly agent: Agent }) {
  return agent.active ? (
    <StateBadge tone="good">On</StateBadge>
  ) : (
    <StateBadge tone="off">Off</StateBadge>
  )
}
