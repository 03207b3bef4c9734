import type { Dialect } from '../dialects/contract.ts'
import type { Client } from '../protocol/client.ts'
import { ProtocolError } from '../protocol/errors.ts'
import { firstOutside, isScopeValue, type Scope } from '../protocol/scope.ts'

/** What a client may have of what was asked (RFC 6749 §3.3). Absent means all that it has. */
export function settleScope(dialect: Dialect, client: Client, asked: Scope | undefined): Scope {
  if (asked === undefined || asked.length === 0) {
    if (dialect.rules.scopeIsRequired) throw new ProtocolError('scope_missing')
    return client.scopes
  }
  const outside = firstOutside(asked, [...client.scopes, ...dialect.rules.scopesForAll])
  if (outside !== undefined) {
    const value = isScopeValue(outside) ? outside : undefined
    throw new ProtocolError('invalid_scope', { value, detail: 'the scope is not the client’s' })
  }
  return asked
}

/** Where the token will count (RFC 8707 §2). Every resource named must be open to the client. */
export function settleAudience(
  dialect: Dialect,
  client: Client,
  resources: readonly string[],
  issuer: string,
): readonly string[] {
  if (resources.length === 0) {
    const { audience } = dialect.rules
    return audience === 'client' ? [client.clientId] : [`${issuer}${audience.issuerWith}`]
  }
  if (firstOutside(resources, [issuer, ...client.audiences]) !== undefined) {
    throw new ProtocolError('invalid_target', { parameter: 'resource' })
  }
  return resources
}
