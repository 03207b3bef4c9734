import { ProtocolError } from '../protocol/errors.ts'
import type { OpenFrame } from '../store/frames.ts'
import type { EmbedDeps } from './deps.ts'
import { BEATS_MISSED_MAX } from './open-frame.ts'
import { demandEmbedToken } from './tokens.ts'
import { whyOver } from './why-over.ts'

/** What the frame may still be asked by: its own secret. Unknown, foreign and wrong look alike. */
export async function findFrame(
  { store, secrets }: Pick<EmbedDeps, 'store' | 'secrets'>,
  agentId: number,
  publicId: string,
  secret: string,
): Promise<OpenFrame> {
  const frame = await store.frames.load(publicId)
  const isRight = frame?.agentId === agentId && secrets.matches(secret, frame.secretHash)
  if (!isRight) throw new ProtocolError('invalid_token')
  return frame
}

/** Throws `gone` with the reason as its parameter. */
export async function demandOpen(deps: EmbedDeps, frame: OpenFrame): Promise<void> {
  const reason = await whyOver(deps, frame)
  if (reason !== undefined) {
    throw new ProtocolError('gone', { parameter: reason, description: 'This frame is over.' })
  }
}

/** It is still there. */
export async function beat(deps: EmbedDeps, frame: OpenFrame): Promise<void> {
  await demandOpen(deps, frame)
  const now = deps.clock.now()
  const lapsesAt = now + frame.heartbeatSec * BEATS_MISSED_MAX
  await deps.store.transaction((records) => records.frames.see(frame.id, now, lapsesAt))
}

/**
 * Puts a frame on the next token of the same family, so that a refresh neither uses the lease up
 * nor lengthens it. Answers when it ends now. Throws `conflict` for a token of another family,
 * with which a frame must be opened anew.
 */
export async function renew(deps: EmbedDeps, frame: OpenFrame, access: string): Promise<number> {
  const token = await demandEmbedToken(deps, access, frame.agentId)
  if (token.familyId !== frame.familyId || token.client.id !== frame.clientRow) {
    throw new ProtocolError('conflict', { description: 'This token is of another family.' })
  }
  // One that only waits for this goes on; whatever else is over stays over.
  const reason = await whyOver(deps, frame)
  if (reason !== undefined && reason !== 'token_expired') await demandOpen(deps, frame)
  const now = deps.clock.now()
  const expiresAt = Math.min(token.expiresAt, frame.latestAt ?? token.expiresAt)
  const { tokenId, issuedAt: tokenIssuedAt, keyId } = token
  await deps.store.transaction(async (records) => {
    const stands = { tokenId, keyId, tokenIssuedAt, expiresAt }
    const lapsesAt = now + frame.heartbeatSec * BEATS_MISSED_MAX
    await records.frames.renew(frame.id, stands, { seenAt: now, lapsesAt })
  })
  return expiresAt
}

/** The page is closed. */
export async function leave(deps: EmbedDeps, frame: OpenFrame): Promise<void> {
  const now = deps.clock.now()
  await deps.store.transaction((records) => records.frames.end(frame.id, now, 'left'))
}
