import type { Requirement, ResourceEndpoint } from '../dialects/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'
import type { Trace } from '../tokens/checks.ts'

type Introspect = (presented: Presented) => Promise<Introspection>

/**
 * The caller behind the first credential that opens this route. Throws `token_missing`,
 * `invalid_token`, `subject_token_required`, `resource_forbidden` or `insufficient_scope`.
 */
export async function admit(
  presented: readonly Presented[],
  route: Pick<ResourceEndpoint, 'opens' | 'requires'>,
  introspect: Introspect,
  trace?: Trace,
): Promise<Introspection> {
  trace?.({
    words: 'the request bears a credential where this style looks for one',
    passed: presented.length > 0,
  })
  let refusal: ProtocolError | undefined
  for (const one of presented) {
    try {
      const caller = await introspect(one)
      demandKind(caller, route.opens, trace)
      demandScopes(caller, route.requires, trace)
      return caller
    } catch (thrown) {
      // Only a credential that is no good here makes way for the next one.
      if (!(thrown instanceof ProtocolError) || thrown.code !== 'invalid_token') throw thrown
      refusal = thrown
    }
  }
  // Made only where it is thrown: an error's stack would be a fifth of a good request's cost.
  throw refusal ?? new ProtocolError('token_missing')
}

function demandKind(
  caller: Introspection,
  opens: ResourceEndpoint['opens'],
  trace: Trace | undefined,
): void {
  const { kind } = caller
  const isOpened = opens.some((one) => one === kind)
  trace?.({ words: `the route takes ${opens.join(' or ')}; this is ${kind}`, passed: isOpened })
  if (isOpened) return
  // The right keys without the user whom the route is about.
  if (kind === 'client_keys' && opens.includes('subject_token')) {
    throw new ProtocolError('subject_token_required')
  }
  throw new ProtocolError('invalid_token', { detail: `a ${kind} does not open this route` })
}

/** A caller without scopes has none: missing never means unlimited. */
export function demandScopes(caller: Introspection, requires: Requirement, trace?: Trace): void {
  if ('noScopeBecause' in requires) {
    trace?.({ words: `the route needs no scope: ${requires.noScopeBecause}`, passed: true })
    return
  }
  const { scopes } = requires
  const isEnough = scopes.length > 0 && scopes.every((scope) => caller.scope.includes(scope))
  trace?.({ words: `it has the scope that the route needs: ${scopes.join(' ')}`, passed: isEnough })
  if (!isEnough) throw new ProtocolError('insufficient_scope', { scopes })
}
