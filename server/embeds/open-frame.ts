import { decisionOn } from '../audit/trail.ts'
import { randomSecret } from '../credentials/format.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { loadOpenAgent } from '../resources/agents.ts'
import { FRAMES_MAX, HEARTBEAT_SEC, isLeasedTo, settleTerms, USES_MAX } from '../resources/lease.ts'
import type { Agent } from '../store/agents.ts'
import { type LeaseTerms, NO_TERMS } from '../store/leases.ts'
import type { Records } from '../store/records.ts'
import type { Came, EmbedDeps } from './deps.ts'
import { demandEmbedToken, type EmbedToken } from './tokens.ts'

/** A frame that missed so many beats counts as gone. */
export const BEATS_MISSED_MAX = 3
const PUBLIC_ID_BYTES = 12
const ORIGIN_SHOWN_MAX = 100

export interface AskedFrame extends Came {
  readonly agentId: number
  readonly access: string
  /** Of the page that shows the frame, as its browser told the frame. */
  readonly origin: string
}

export interface Opened {
  readonly frame: string
  readonly secret: string
  readonly expiresAt: number
  readonly heartbeatSec: number
  readonly agent: Agent
}

/**
 * Opens a frame for a page that presents an embed token. Checks come first; what uses the lease
 * up comes last, in one transaction in which the family's row is held: of any number of pages that
 * come together on any number of nodes, no more get in than the lease has room for. Throws
 * `invalid_token`, `resource_forbidden`, `origin_forbidden` or `lease_over`.
 */
export async function openFrame(deps: EmbedDeps, asked: AskedFrame): Promise<Opened> {
  const token = await demandEmbedToken(deps, asked.access, asked.agentId)
  const agent = await loadOpenAgent(deps.store, asked.agentId, token.client)
  if (agent === undefined) throw new ProtocolError('resource_forbidden')
  const now = deps.clock.now()
  const publicId = Buffer.from(deps.random.bytes(PUBLIC_ID_BYTES)).toString('base64url')
  const secret = randomSecret(deps.random)
  return deps.store.transaction(async (records) => {
    const terms = await useLease(deps, records, agent, token, asked.origin, now)
    const heartbeatSec = terms.heartbeatSec ?? HEARTBEAT_SEC
    const latestAt = terms.openSec === undefined ? undefined : now + terms.openSec
    const expiresAt = Math.min(token.expiresAt, latestAt ?? token.expiresAt)
    await records.frames.add({
      publicId,
      secretHash: deps.secrets.hash(secret),
      agentId: agent.id,
      clientRow: token.client.id,
      credentialId: token.credentialId,
      familyId: token.familyId,
      tokenId: token.tokenId,
      keyId: token.keyId,
      tokenIssuedAt: token.issuedAt,
      origin: asked.origin,
      ip: asked.ip,
      openedAt: now,
      seenAt: now,
      heartbeatSec,
      lapsesAt: now + heartbeatSec * BEATS_MISSED_MAX,
      latestAt,
      expiresAt,
    })
    await deps.audit.append(records, opening(asked, token, agent))
    return { frame: publicId, secret, expiresAt, heartbeatSec, agent }
  })
}

async function useLease(
  deps: EmbedDeps,
  records: Records,
  agent: Agent,
  { client, familyId, issuedAt }: EmbedToken,
  origin: string,
  now: number,
): Promise<LeaseTerms> {
  // Nothing is written for whoever is refused by what is known without the row.
  const known = await records.leases.load(familyId)
  if (!isLeasedTo(origin, agent, client, known)) {
    const shown = origin.slice(0, ORIGIN_SHOWN_MAX).replaceAll(/[^\x21-\x7e]/g, '?')
    throw new ProtocolError('origin_forbidden', {
      detail: `agent ${agent.id} is not open to pages of ${shown}`,
    })
  }
  const terms = settleTerms(agent.lease, known?.terms ?? NO_TERMS)
  if (terms.redeemSec !== undefined && now > issuedAt + terms.redeemSec) {
    throw leaseOver('redeem_seconds', 'This token had to be used sooner after it was issued.')
  }
  const kept = { createdAt: now, expiresAt: now + 2 * deps.tokenLifetimeSecMax }
  const fresh = { familyId, agentId: agent.id, terms: NO_TERMS, allowedOrigins: undefined }
  if (known === undefined) await records.leases.add({ ...fresh, ...kept })
  await records.leases.ask(familyId, now)
  const lease = await records.leases.load(familyId)
  if (lease?.closedAt !== undefined) throw leaseOver('closed', 'The operator has ended this.')
  if ((lease?.used ?? 0) >= (terms.uses ?? USES_MAX)) {
    throw leaseOver('uses', 'This was opened as often as it may be.')
  }
  if ((await records.frames.countOpen(familyId, now)) >= (terms.frames ?? FRAMES_MAX)) {
    throw leaseOver('sessions', 'This is open in as many places as it may be.')
  }
  await records.leases.use(familyId)
  return terms
}

function leaseOver(limit: string, description: string): ProtocolError {
  return new ProtocolError('lease_over', { parameter: limit, description, detail: limit })
}

function opening(came: Came & { readonly origin: string }, token: EmbedToken, agent: Agent) {
  return decisionOn(came, {
    action: 'frame.open',
    outcome: 'granted',
    dialect: token.client.dialect,
    clientRow: token.client.id,
    credentialId: token.credentialId,
    organizationId: agent.organizationId,
    detail: `agent ${agent.id}, ${came.origin}`,
  })
}
