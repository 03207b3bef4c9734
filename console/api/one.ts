import { useSuspenseQuery } from '@tanstack/react-query'
import { get } from './request.ts'

/**
 * One thing of the API. Until it is there its page stands as a skeleton; where it is refused, the
 * shell says why. The first part of the path is what changes invalidate.
 */
export function useOne<Answer>(path: string): Answer {
  return useSuspenseQuery({
    queryKey: keyOf(path),
    queryFn: ({ signal }) => get<Answer>(path, { signal }),
  }).data
}

export function keyOf(path: string): readonly string[] {
  return [...path.split('/').filter((part) => part !== ''), 'one']
}
