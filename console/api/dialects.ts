import { useSuspenseQuery } from '@tanstack/react-query'
import type { DialectAnswer } from '../../server/admin/dialects.ts'
import { useChange } from './change.ts'
import { get, patch } from './request.ts'

export type Dialect = DialectAnswer

/** Every style that this server speaks. */
export function useDialects(): readonly Dialect[] {
  return useSuspenseQuery({
    queryKey: ['dialects', 'all'],
    queryFn: ({ signal }) => get<{ data: readonly Dialect[] }>('/dialects', { signal }),
  }).data.data
}

export const LIFETIMES = ['access_token', 'refresh_token', 'code'] as const
export type Lifetime = (typeof LIFETIMES)[number]

export type DialectChanges = {
  readonly enabled?: boolean
} & {
  /** In seconds; `null` takes the override away. */
  readonly [Name in `${Lifetime}_lifetime_seconds`]?: number | null
}

export function useChangeDialect(name: string) {
  return useChange('dialects', (changes: DialectChanges) =>
    patch<Dialect>(`/dialects/${encodeURIComponent(name)}`, changes),
  )
}
