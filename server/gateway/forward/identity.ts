import type { PublishedSigner } from '../../dialects/contract.ts'
import { boundedCache } from '../../protocol/bounded-cache.ts'
import type { Clock } from '../../protocol/clock.ts'
import type { Introspection } from '../../protocol/introspection.ts'
import type { KeyRing } from '../../tokens/key-ring.ts'
import { signTyped } from '../../tokens/typed-token.ts'

/** How long a signed identity is good; for a clock that is a little off, and no replay. */
const LIFETIME_SEC = 60
/** One that has this left is used again: a signature costs more than all else on the way. */
const LEFT_SEC_MIN = 30
const KEPT_MAX = 10_000

export interface IdentityDeps {
  readonly keys: KeyRing
  readonly clock: Clock
  /** Whose keys sign; nothing is signed where no style publishes any. */
  signer(): PublishedSigner | undefined
}

export type IdentityHeaders = Readonly<Record<string, string>>

/**
 * What an API is told about who asks: in plain headers for whoever trusts the network, and signed
 * for whoever does not (`typ` `identity+jwt`, RFC 8725 §3.11, which makes it no access token). The
 * audience is the API's name.
 */
export function identityIn(deps: IdentityDeps) {
  const signed = boundedCache<string, { token: string; goodUntil: number }>(KEPT_MAX)

  const sign = async (audience: string, facts: Facts): Promise<string | undefined> => {
    const signer = deps.signer()
    if (signer === undefined) return undefined
    const now = deps.clock.now()
    const key = `${signer.dialect}\n${audience}\n${JSON.stringify(facts)}`
    const known = signed.get(key)
    if (known !== undefined && now < known.goodUntil) return known.token
    const end = Math.min(now + LIFETIME_SEC, facts.end ?? Number.POSITIVE_INFINITY)
    const token = await signTyped(deps.keys, signer.dialect, 'identity+jwt', {
      iss: signer.issuer,
      aud: audience,
      iat: now,
      exp: end,
      client_id: facts.client,
      sub: facts.subject ?? facts.client,
      organization: facts.organization,
      scope: facts.scopes,
    })
    signed.set(key, { token, goodUntil: end - LEFT_SEC_MIN })
    return token
  }

  return async (audience: string, caller: Introspection): Promise<IdentityHeaders> => {
    const facts = factsOf(caller)
    const own = await sign(audience, facts)
    return {
      'x-auth-client': facts.client,
      ...(facts.subject === undefined ? {} : { 'x-auth-subject': facts.subject }),
      'x-auth-organization': facts.organization,
      'x-auth-scopes': facts.scopes,
      ...(own === undefined ? {} : { 'x-auth-identity': own }),
    }
  }
}

export type IdentityOf = ReturnType<typeof identityIn>

interface Facts {
  readonly client: string
  /** The user's public id, or the agent that the token was made for. */
  readonly subject: string | undefined
  readonly organization: string
  readonly scopes: string
  readonly end: number | undefined
}

function factsOf({ client, subjectId, bound, scope, expiresAt }: Introspection): Facts {
  const agent = bound?.kind === 'agent' ? `agent:${bound.id}` : undefined
  return {
    client: client.clientId,
    subject: subjectId ?? agent,
    organization: String(client.organizationId),
    scopes: scope.join(' '),
    end: expiresAt,
  }
}
