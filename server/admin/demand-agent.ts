import { ProtocolError } from '../protocol/errors.ts'
import type { Agent } from '../store/agents.ts'
import type { Records } from '../store/records.ts'
import { type Actor, isOpenTo } from './authority.ts'

/** The agent of a path; one of another organization is not there. Throws `not_found`. */
export async function demandAgent(
  { agents }: Pick<Records, 'agents'>,
  text: string,
  actor: Actor,
): Promise<Agent> {
  const agent = /^\d{1,16}$/.test(text) ? await agents.load(Number(text)) : undefined
  if (agent === undefined || !isOpenTo(actor, agent.organizationId)) {
    throw new ProtocolError('not_found', { description: 'There is no such agent.' })
  }
  return agent
}
