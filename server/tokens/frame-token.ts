import type { Random } from '../protocol/random.ts'
import { segment, signature } from './jws.ts'
import type { KeyRing } from './key-ring.ts'

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

/**
 * Tells the operator's own page that it is shown in an open frame of this agent. Its header has a
 * type of its own (RFC 8725 §3.11), which no key of ours writes into access tokens, so it is one to
 * nobody: not to a verifier that looks, and not to us.
 */
export async function frameTokenOf(
  { keys, random }: { readonly keys: KeyRing; readonly random: Random },
  { dialect, issuer }: FrameSigner,
  facts: FrameFacts,
): Promise<{ readonly token: string; readonly expiresAt: number }> {
  const { record, privateKey } = keys.signer(dialect)
  const expiresAt = facts.now + LIFETIME_SEC
  const header = segment({ alg: record.algorithm, typ: 'frame+jwt', kid: record.keyId })
  const claims = segment({
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
  const input = `${header}.${claims}`
  const signed = await signature(record.algorithm, privateKey, input)
  return { token: `${input}.${signed}`, expiresAt }
}
