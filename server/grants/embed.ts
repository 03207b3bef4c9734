import type { Authorization } from '../protocol/authorization.ts'
import type { Client } from '../protocol/client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { isOpenAgent, loadOpenAgent } from '../resources/agents.ts'
import { type AskedLease, demandNarrower, readLease } from '../resources/lease.ts'
import type { Records } from '../store/records.ts'
import type { Grant, GrantDeps } from './contract.ts'

const PAIR_ID_BYTES = 16

/**
 * An API key logs one agent in: the pair of tokens is bound to that agent. The key was proved
 * before; whether the agent is one that the key opens comes after its form.
 */
export const embed: Grant = {
  type: 'embed',
  clientAuthentication: 'confidential',
  scopePolicy: 'requested',
  parameters: ['agent_id', 'lease'],
  async authorize(request, client, deps) {
    const agentId = request.parameters.agent_id
    if (agentId === undefined) {
      throw new ProtocolError('parameter_missing', { parameter: 'agent_id' })
    }
    if (typeof agentId !== 'number' || !Number.isSafeInteger(agentId)) {
      const value = agentId === null ? 'null' : undefined
      throw new ProtocolError('parameter_malformed', { parameter: 'agent_id', value })
    }
    const lease = readLease(request.parameters.lease)
    await demandOpen(deps.records, agentId, client.client, lease)
    const authorization: Authorization = {
      ...client,
      grantType: 'embed',
      subject: undefined,
      scope: request.scope,
      audience: [],
      family: undefined,
      pairId: undefined,
      minting: 'access_and_refresh',
      bound: { kind: 'agent', id: agentId },
      room: undefined,
    }
    // Without a lease of its own an exchange writes nothing.
    if (lease === undefined) return authorization
    return deps.decide(async (records) => {
      const pairId = Buffer.from(deps.random.bytes(PAIR_ID_BYTES)).toString('hex')
      await addLease(records, deps, agentId, pairId, lease)
      return { ...authorization, pairId }
    })
  },
}

/** Only a lease of its own asks what the agent allows; most exchanges ask whether it is open. */
async function demandOpen(
  records: Records,
  agentId: number,
  client: Client,
  lease: AskedLease | undefined,
): Promise<void> {
  if (lease === undefined) {
    if (await isOpenAgent(records, agentId, client)) return
  } else {
    const agent = await loadOpenAgent(records, agentId, client)
    if (agent !== undefined) return demandNarrower(lease, agent, client)
  }
  throw new ProtocolError('resource_forbidden', { detail: `agent ${agentId} is not open to it` })
}

/** Kept until no token of the pair can be alive: the refresh token's last access token is last. */
function addLease(
  records: Records,
  { now, rules, tokenLifetimeSecMax }: GrantDeps,
  agentId: number,
  familyId: string,
  lease: AskedLease,
): Promise<void> {
  const expiresAt = now + rules.refreshTokenLifetimeSec + tokenLifetimeSecMax
  return records.leases.add({ ...lease, familyId, agentId, createdAt: now, expiresAt })
}
