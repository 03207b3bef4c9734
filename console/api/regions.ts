import { useSuspenseQuery } from '@tanstack/react-query'
import type { RegionAnswer } from '../../server/admin/regions.ts'
import { useChange } from './change.ts'
import { get, put, remove } from './request.ts'

export type Region = RegionAnswer

export function useRegions(): readonly Region[] {
  return useSuspenseQuery({
    queryKey: ['regions', 'all'],
    queryFn: ({ signal }) => get<{ data: readonly Region[] }>('/regions', { signal }),
  }).data.data
}

export type RegionWish = Pick<Region, 'name' | 'token_host' | 'api_host'> & {
  readonly default?: true | undefined
}

export function usePutRegion() {
  return useChange('regions', ({ name, ...wish }: RegionWish) =>
    put<Region>(`/regions/${encodeURIComponent(name)}`, wish),
  )
}

export function useDeleteRegion() {
  return useChange('regions', (name: string) => remove(`/regions/${encodeURIComponent(name)}`))
}
