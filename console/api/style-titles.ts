import { useQuery } from '@tanstack/react-query'
import type { Dialect } from './dialects.ts'
import { get } from './request.ts'

const NOTHING: ReadonlyMap<string, string> = new Map()

/** What each style is called; its short name has to do until that is known. */
export function useStyleTitles(): ReadonlyMap<string, string> {
  const { data } = useQuery({
    queryKey: ['dialects', 'all'],
    queryFn: ({ signal }) => get<{ data: readonly Dialect[] }>('/dialects', { signal }),
    select: titlesOf,
  })
  return data ?? NOTHING
}

function titlesOf({ data }: { readonly data: readonly Dialect[] }): ReadonlyMap<string, string> {
  return new Map(data.map(({ name, title }) => [name, title]))
}
