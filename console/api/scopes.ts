import { useQuery } from '@tanstack/react-query'
import { get } from './request.ts'

export interface Scope {
  readonly dialect: string
  readonly value: string
  readonly resource: string
  readonly description: string
}

const NOTHING: readonly Scope[] = []

/** The scopes of one style, with what they open. */
export function useScopesOf(dialect: string): readonly Scope[] {
  const { data } = useQuery({
    queryKey: ['scopes', 'of', dialect],
    queryFn: ({ signal }) =>
      get<{ data: readonly Scope[] }>('/scopes', { query: { dialect }, signal }),
  })
  return data?.data ?? NOTHING
}
