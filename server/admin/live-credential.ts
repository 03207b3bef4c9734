import type { Secrets } from '../credentials/secrets.ts'
import type { Clock } from '../protocol/clock.ts'
import type { Credential, CredentialKind } from '../store/credentials.ts'
import { demand, type Trace } from '../tokens/checks.ts'

interface Parts {
  readonly secrets: Secrets
  readonly clock: Clock
}

/** The stored half of a presented secret, if it opens doors now. Throws `invalid_token`. */
export function demandLive(
  { secrets, clock }: Parts,
  found: Credential | undefined,
  kind: CredentialKind,
  secret: string,
  trace?: Trace,
): Credential {
  demand(found?.kind === kind, 'it is known', trace)
  demand(secrets.matches(secret, found.secretHash), 'its secret is right', trace)
  demand(found.revokedAt === undefined, 'it is not revoked', trace)
  const isInTime = found.expiresAt === undefined || clock.now() < found.expiresAt
  demand(isInTime, 'it has not expired', trace)
  return found
}
