import { useQuery } from '@tanstack/react-query'
import type { Scope } from '../../api/all-scopes.ts'
import { get } from '../../api/request.ts'
import type { ScopeChoice } from '../../pieces/scope-picker.tsx'

const NOTHING: readonly ScopeChoice[] = []

/** The scopes of all styles; what several of them know stands once. */
export function useScopeChoices(): readonly ScopeChoice[] {
  const { data } = useQuery({
    queryKey: ['scopes', 'all'],
    queryFn: ({ signal }) => get<{ data: readonly Scope[] }>('/scopes', { signal }),
    select: choicesOf,
  })
  return data ?? NOTHING
}

function choicesOf({ data }: { readonly data: readonly Scope[] }): readonly ScopeChoice[] {
  return [...Map.groupBy(data, ({ value }) => value)].map(([value, known]) => ({
    value,
    description: known[0]?.description ?? '',
    resource: known.map(({ dialect }) => dialect).join(', '),
  }))
}
