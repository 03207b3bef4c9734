import type { Refuse } from './refusal.ts'
import type { Caller, Needs } from './types.ts'

/** Missing never means unlimited: a caller without scopes has none. Throws `insufficient_scope`. */
export function demandScopes(caller: Pick<Caller, 'scopes'>, needs: Needs, refuse: Refuse): void {
  const { scopes = [], anyScope = [] } = needs
  const hasAll = scopes.every((one) => caller.scopes.includes(one))
  const hasAny = anyScope.length === 0 || anyScope.some((one) => caller.scopes.includes(one))
  if (hasAll && hasAny) return
  const wanted = hasAll ? anyScope : scopes
  throw refuse('insufficient_scope', `it lacks a scope of ${wanted.join(' ')}`, wanted)
}
