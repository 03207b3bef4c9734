import { isOpenToOrigin } from '../resources/agents.ts'
import type { OpenFrame } from '../store/frames.ts'
import type { EmbedDeps } from './deps.ts'

/** Why a frame shows nothing any more; its script and its page are told by these words. */
export type EndReason =
  | 'kicked'
  | 'revoked'
  | 'session_over'
  | 'token_expired'
  | 'lapsed'
  | 'left'
  | 'agent_off'
  | 'origin_forbidden'

type Deps = Pick<EmbedDeps, 'store' | 'directory' | 'isOn' | 'clock'>

/**
 * Why it is over, or `undefined` while it is open. A frame stands on the token that opened it, so
 * whatever ends the token ends the frame. Throws `temporarily_unavailable` where that cannot be
 * known: it fails closed.
 */
export async function whyOver(deps: Deps, frame: OpenFrame): Promise<EndReason | undefined> {
  const now = deps.clock.now()
  const { board, agents } = deps.store
  if (frame.endedAt !== undefined) return frame.endReason as EndReason
  if (board.isRevoked('frame', frame.publicId, frame.openedAt)) return 'kicked'
  const entry = await deps.directory.loadByRow(frame.clientRow)
  if (entry?.client.isEnabled !== true || !deps.isOn(entry.client.dialect)) return 'revoked'
  for (const [kind, target] of [
    ['token', frame.tokenId],
    ['family', frame.familyId],
    ['credential', frame.credentialId],
    ['client', entry.client.clientId],
    ['signing_key', frame.keyId],
  ] as const) {
    if (board.isRevoked(kind, target, frame.tokenIssuedAt)) return 'revoked'
  }
  if (board.isRevoked('agent', frame.agentId, frame.tokenIssuedAt)) return 'agent_off'
  const agent = await agents.load(frame.agentId)
  if (agent?.isActive !== true) return 'agent_off'
  if (!isOpenToOrigin(frame.origin, agent, entry.client)) return 'origin_forbidden'
  if (frame.latestAt !== undefined && now >= frame.latestAt) return 'session_over'
  if (now >= frame.expiresAt) return 'token_expired'
  return now >= frame.lapsesAt ? 'lapsed' : undefined
}
