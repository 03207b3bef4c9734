import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ScopeAnswer } from '../../server/admin/scopes.ts'
import { useChange } from './change.ts'
import { get, put, remove } from './request.ts'

export type Scope = ScopeAnswer

/** The scopes of every style. */
export function useAllScopes(): readonly Scope[] {
  return useSuspenseQuery({
    queryKey: ['scopes', 'all'],
    queryFn: ({ signal }) => get<{ data: readonly Scope[] }>('/scopes', { signal }),
  }).data.data
}

/** Adds a scope, or says anew what one means. */
export function usePutScope() {
  return useChange('scopes', ({ dialect, value, resource, description }: Scope) =>
    put<Scope>(pathOf(dialect, value), { resource, description }),
  )
}

export function useDeleteScope() {
  return useChange('scopes', ({ dialect, value }: Scope) => remove(pathOf(dialect, value)))
}

function pathOf(dialect: string, value: string): string {
  return `/scopes/${encodeURIComponent(dialect)}/${encodeURIComponent(value)}`
}

interface Holder {
  readonly id: string
  readonly name: string
  readonly scopes: readonly string[]
}

const HOLDERS_MAX = 100
const NOBODY: readonly Holder[] = []

/** Clients that may have the scope, of the newest so many. */
export function useHolders({ dialect, value }: Scope, isWanted: boolean): readonly Holder[] {
  const { data } = useQuery({
    queryKey: ['clients', 'holders', dialect],
    queryFn: ({ signal }) =>
      get<{ data: readonly Holder[] }>('/clients', {
        query: { dialect, limit: HOLDERS_MAX },
        signal,
      }),
    enabled: isWanted,
  })
  return data?.data.filter(({ scopes }) => scopes.includes(value)) ?? NOBODY
}
