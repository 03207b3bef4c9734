import { useQuery } from '@tanstack/react-query'
import { looksSecret } from './looks-secret.ts'
import { get } from './request.ts'

export interface Found {
  readonly kind:
    | 'client'
    | 'user'
    | 'agent'
    | 'room'
    | 'plan'
    | 'location'
    | 'api'
    | 'organization'
    | 'scope'
    | 'signing_key'
    | 'management_key'
  readonly id: string
  readonly title: string
  readonly detail: string
}

const NOTHING: readonly Found[] = []

export function useSearch(text: string): readonly Found[] {
  const { data } = useQuery({
    queryKey: ['search', text],
    queryFn: ({ signal }) =>
      get<{ data: readonly Found[] }>('/search', { query: { q: text }, signal }),
    enabled: text.trim().length > 1 && !looksSecret(text),
    gcTime: 0,
    retry: false,
  })
  return data?.data ?? NOTHING
}
