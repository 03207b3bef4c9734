import type { Dialect } from '../dialects/contract.ts'
import type { Store } from '../store/store.ts'
import type { ScopeWords } from './views/models.ts'

interface ScopeDeps {
  readonly store: Pick<Store, 'scopes'>
  readonly dialects: readonly Dialect[]
}

/** Each scope as people read it; the operator's words count before those of the style. */
export async function scopeWords(
  { store, dialects }: ScopeDeps,
  dialect: string,
  scope: readonly string[],
): Promise<readonly ScopeWords[]> {
  const born = dialects.find(({ name }) => name === dialect)?.scopes ?? []
  const known = [...(await store.scopes.ofDialect(dialect)), ...born]
  return scope.map((value) => ({
    value,
    description: known.find((one) => one.value === value)?.description ?? value,
  }))
}
