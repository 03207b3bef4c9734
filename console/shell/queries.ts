import { QueryClient } from '@tanstack/react-query'
import { Problem } from '../api/problem.ts'

const RETRIES_MAX = 2
const FRESH_MS = 10_000

/** What was refused is refused again; only silence and faults are worth another try. */
export const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: FRESH_MS,
      retry: (failures, error) => failures < RETRIES_MAX && isPassing(error),
    },
  },
})

function isPassing(error: Error): boolean {
  return !(error instanceof Problem) || error.status === 0 || error.status >= 500
}
