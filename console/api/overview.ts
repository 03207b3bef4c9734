import { keepPreviousData, useQuery } from '@tanstack/react-query'
import type { Overview as OverviewAnswer } from '../../server/admin/overview-figures.ts'
import { get } from './request.ts'

export type Overview = OverviewAnswer

export const RANGES = ['1h', '24h', '7d', '30d'] as const
export type Range = (typeof RANGES)[number]

const REFRESH_MS = 15_000

/** Figures of the last so long, asked for anew while somebody looks at them. */
export function useOverview(range: Range): { data: Overview | undefined; isStale: boolean } {
  const { data, isPlaceholderData, error } = useQuery({
    queryKey: ['overview', range],
    queryFn: ({ signal }) => get<Overview>('/overview', { query: { range }, signal }),
    refetchInterval: REFRESH_MS,
    placeholderData: keepPreviousData,
    // Older figures are better than none, and say of when they are.
    throwOnError: (_, query) => query.state.data === undefined,
  })
  return { data, isStale: isPlaceholderData || error !== null }
}
