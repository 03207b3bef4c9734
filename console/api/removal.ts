import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { keyOf } from './one.ts'
import { remove } from './request.ts'

/**
 * Deletes the one thing that a page is about. The page is left before anything is asked for anew:
 * it would only be told that there is no such thing any more.
 */
export function useRemoval(path: string, listAt: string) {
  const client = useQueryClient()
  const navigate = useNavigate()
  return useMutation({
    mutationFn: () => remove(path),
    onSuccess: async () => {
      await navigate({ to: listAt })
      client.removeQueries({ queryKey: keyOf(path) })
      await client.invalidateQueries({ queryKey: [path.split('/')[1]] })
    },
  })
}
