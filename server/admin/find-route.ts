import type { Dialect, Endpoint } from '../dialects/contract.ts'

export interface FoundRoute {
  readonly dialect: Dialect
  readonly endpoint: Endpoint
  readonly params: Readonly<Record<string, string>>
}

export type RouteSearch =
  | FoundRoute
  | { readonly offered: readonly string[] }
  /** No dialect has this path. */
  | undefined

interface Match extends FoundRoute {
  /** Literal parts before names, names before `*`: the higher one is what a router takes. */
  readonly rank: number
}

/** Which dialect's endpoint a request would reach; letter case and slashes are as free as there. */
export function findRoute(dialects: readonly Dialect[], method: string, path: string): RouteSearch {
  const parts = partsOf(path)
  const matches = dialects
    .flatMap((dialect) => dialect.endpoints.flatMap((one) => matchesOf(dialect, one, parts)))
    .sort((a, b) => b.rank - a.rank)
  const best = matches.filter((one) => one.rank === matches[0]?.rank)
  if (best.length === 0) return undefined
  const found = best.find((one) => one.endpoint.method === method)
  return found ?? { offered: best.map((one) => one.endpoint.method) }
}

function matchesOf(dialect: Dialect, endpoint: Endpoint, parts: readonly string[]): Match[] {
  return [endpoint.path, ...(endpoint.aliases ?? [])].flatMap((pattern) => {
    const matched = match(partsOf(pattern), parts)
    return matched === undefined ? [] : [{ dialect, endpoint, ...matched }]
  })
}

function match(
  pattern: readonly string[],
  parts: readonly string[],
): Pick<Match, 'params' | 'rank'> | undefined {
  const params: Record<string, string> = {}
  let rank = 0
  for (const [at, wanted] of pattern.entries()) {
    if (wanted === '*') return { params, rank }
    const part = parts[at]
    if (part === undefined) return undefined
    if (wanted.startsWith(':')) {
      params[wanted.slice(1)] = part
      rank += 1
    } else if (wanted.toLowerCase() === part.toLowerCase()) {
      rank += 2
    } else {
      return undefined
    }
  }
  return pattern.length === parts.length ? { params, rank: rank + 1 } : undefined
}

function partsOf(path: string): readonly string[] {
  return path.split('/').filter((part) => part !== '')
}
