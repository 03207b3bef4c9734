import { ProtocolError } from '../protocol/errors.ts'
import { loadOpenAgent } from '../resources/agents.ts'
import type { Grant } from './contract.ts'

/**
 * An API key logs one agent in: the pair of tokens is bound to that agent. The key was proved
 * before; whether the agent is one that the key opens comes after its form.
 */
export const embed: Grant = {
  type: 'embed',
  clientAuthentication: 'confidential',
  scopePolicy: 'requested',
  parameters: ['agent_id'],
  async authorize(request, client, deps) {
    const agentId = request.parameters.agent_id
    if (agentId === undefined) {
      throw new ProtocolError('parameter_missing', { parameter: 'agent_id' })
    }
    if (typeof agentId !== 'number' || !Number.isSafeInteger(agentId)) {
      const value = agentId === null ? 'null' : undefined
      throw new ProtocolError('parameter_malformed', { parameter: 'agent_id', value })
    }
    const agent = await loadOpenAgent(deps.records, agentId, client.client)
    if (agent === undefined) {
      throw new ProtocolError('resource_forbidden', {
        detail: `agent ${agentId} is not open to it`,
      })
    }
    return {
      ...client,
      grantType: 'embed',
      subject: undefined,
      scope: request.scope,
      audience: [],
      family: undefined,
      pairId: undefined,
      minting: 'access_and_refresh',
      bound: { kind: 'agent', id: agent.id },
      room: undefined,
    }
  },
}
