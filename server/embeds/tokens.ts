import { parseCredential } from '../credentials/format.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { EmbedDeps } from './deps.ts'

export interface EmbedToken extends Introspection {
  /** Of its pair; a token without one is its own. */
  readonly familyId: string
  readonly issuedAt: number
  readonly expiresAt: number
}

/**
 * The embed token of this agent. Throws `key_in_browser` for what belongs on a server,
 * `invalid_token`, and `resource_forbidden` for a token of another agent.
 */
export async function demandEmbedToken(
  deps: Pick<EmbedDeps, 'introspect'>,
  text: string,
  agentId: number,
): Promise<EmbedToken> {
  const kind = parseCredential(text)?.kind
  if (kind !== undefined) {
    throw new ProtocolError('key_in_browser', {
      detail: `a frame was given a credential of the kind ${kind}; whoever sees the page has it`,
    })
  }
  const found = await deps.introspect(text).catch((thrown) => {
    if (!(thrown instanceof ProtocolError) || thrown.status >= 500) throw thrown
    throw new ProtocolError('invalid_token', { detail: thrown.message })
  })
  const { issuedAt, expiresAt } = found
  const familyId = found.familyId ?? found.tokenId
  const isEmbed = found.kind === 'access_token' && found.bound?.kind === 'agent'
  if (!isEmbed || familyId === undefined || issuedAt === undefined || expiresAt === undefined) {
    throw new ProtocolError('invalid_token', { detail: 'not an access token of an agent' })
  }
  if (found.bound?.id !== agentId) {
    throw new ProtocolError('resource_forbidden', {
      description: 'This token is for another agent.',
      detail: `a token of agent ${found.bound?.id} was shown to agent ${agentId}`,
    })
  }
  return { ...found, familyId, issuedAt, expiresAt }
}
