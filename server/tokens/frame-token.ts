import type { Random } from '../protocol/random.ts'
import type { KeyRing } from './key-ring.ts'
import { signTyped } from './typed-token.ts'

/** Long enough to open a page with, too short to be worth keeping. */
const LIFETIME_SEC = 60
const TOKEN_ID_BYTES = 16

export interface FrameSigner {
  readonly dialect: string
  /** Whose metadata says where the keys are published (RFC 8414). */
  readonly issuer: string
}

export interface FrameFacts {
  /** The origin of the page that is to be shown. */
  readonly audience: string
  readonly agentId: number
  readonly frame: string
  /** The origin of the page around the frame. */
  readonly embeddedBy: string
  readonly now: number
}

/** Tells the operator's own page that it is shown in an open frame of this agent. */
export async function frameTokenOf(
  { keys, random }: { readonly keys: KeyRing; readonly random: Random },
  { dialect, issuer }: FrameSigner,
  facts: FrameFacts,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const expiresAt = facts.now + LIFETIME_SEC
  const token = await signTyped(keys, dialect, 'frame+jwt', {
    iss: issuer,
    aud: facts.audience,
    sub: `agent:${facts.agentId}`,
    iat: facts.now,
    exp: expiresAt,
    jti: Buffer.from(random.bytes(TOKEN_ID_BYTES)).toString('hex'),
    agent_id: facts.agentId,
    frame: facts.frame,
    embedded_by: facts.embeddedBy,
  })
  return { token, expiresAt }
}
