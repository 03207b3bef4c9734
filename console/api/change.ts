import { useMutation, useQueryClient } from '@tanstack/react-query'

/**
 * An act that changes `resource`: lists and answers of it are asked for anew. Nothing of its answer
 * stays in the cache, because some answers hold a secret that is shown once.
 */
export function useChange<Wish, Answer>(resource: string, act: (wish: Wish) => Promise<Answer>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: act,
    gcTime: 0,
    onSuccess: () => client.invalidateQueries({ queryKey: [resource] }),
  })
}
