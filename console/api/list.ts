import { useInfiniteQuery } from '@tanstack/react-query'
import { get, type Query } from './request.ts'

interface Page<Item> {
  readonly data: readonly Item[]
  readonly next_cursor: string | null
}

const NOTHING: readonly never[] = []

export interface Listed<Item> {
  readonly items: readonly Item[]
  readonly isLoading: boolean
  readonly error: Error | null
  readonly hasMore: boolean
  readonly isLoadingMore: boolean
  loadMore(): void
  retry(): void
}

/** A list of the API, page after page. The first part of the path is what changes invalidate. */
export function useList<Item>(path: string, query: Query = {}, isWanted = true): Listed<Item> {
  const list = useInfiniteQuery({
    queryKey: [...path.split('/').filter((part) => part !== ''), 'list', query],
    queryFn: ({ pageParam, signal }) =>
      get<Page<Item>>(path, { query: { ...query, cursor: pageParam }, signal }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next_cursor ?? undefined,
    placeholderData: (before) => before,
    enabled: isWanted,
  })
  return {
    items: list.data?.pages.flatMap((page) => page.data) ?? NOTHING,
    isLoading: list.isLoading,
    error: list.error,
    hasMore: list.hasNextPage,
    isLoadingMore: list.isFetchingNextPage,
    loadMore: () => list.fetchNextPage(),
    retry: () => list.refetch(),
  }
}
