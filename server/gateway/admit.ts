import type { Requirement, ResourceEndpoint } from '../dialects/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'

type Introspect = (presented: Presented) => Promise<Introspection>

/**
 * The caller behind the first credential that opens this route. Throws `token_missing`,
 * `invalid_token`, `subject_token_required`, `resource_forbidden` or `insufficient_scope`.
 */
export async function admit(
  presented: readonly Presented[],
  route: Pick<ResourceEndpoint, 'opens' | 'requires'>,
  introspect: Introspect,
): Promise<Introspection> {
  let refusal = new ProtocolError('token_missing')
  for (const one of presented) {
    try {
      const caller = await introspect(one)
      demandKind(caller, route.opens)
      demandScopes(caller, route.requires)
      return caller
    } catch (thrown) {
      // Only a credential that is no good here makes way for the next one.
      if (!(thrown instanceof ProtocolError) || thrown.code !== 'invalid_token') throw thrown
      refusal = thrown
    }
  }
  throw refusal
}

function demandKind(caller: Introspection, opens: ResourceEndpoint['opens']): void {
  const { kind } = caller
  if (opens.some((one) => one === kind)) return
  // The right keys without the user whom the route is about.
  if (kind === 'client_keys' && opens.includes('subject_token')) {
    throw new ProtocolError('subject_token_required')
  }
  throw new ProtocolError('invalid_token', { detail: `a ${kind} does not open this route` })
}

/** A caller without scopes has none: missing never means unlimited. */
export function demandScopes(caller: Introspection, requires: Requirement): void {
  if ('noScopeBecause' in requires) return
  const { scopes } = requires
  const isEnough = scopes.length > 0 && scopes.every((scope) => caller.scope.includes(scope))
  if (!isEnough) throw new ProtocolError('insufficient_scope', { scopes })
}
