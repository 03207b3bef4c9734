import type { ApiInput } from '../../gateway/apis/api-schema.ts'
import type { OpenApi } from './document.ts'
import { type ImportedRoutes, routesOf } from './routes.ts'
import { placeOf } from './servers.ts'

type Rule = ApiInput['routes'][number]

export interface ImportWish {
  readonly name: string
  readonly upstreams: readonly string[] | undefined
  readonly hosts: readonly string[] | undefined
  readonly regions: readonly string[] | undefined
  readonly path: string | undefined
  readonly upstreamPath: string | undefined
  readonly isPublicWithoutSecurity: boolean
}

export interface Import extends Omit<ImportedRoutes, 'routes'> {
  /** What a new API of this document is like; of one that is there, what changes of it. */
  readonly api: Readonly<Record<string, unknown>>
  readonly serversLeft: readonly string[]
}

/**
 * One that is there keeps what the document says nothing of: where it is, its limits, its health.
 * Its routes and how credentials are shown are the document's, all of them.
 */
export function importApi(openApi: OpenApi, wish: ImportWish, isNew: boolean): Import {
  const { routes, ...told } = routesOf(openApi, wish)
  const place = placeOf(openApi)
  const { upstreams, regions, upstreamPath } = wish
  const hosts = wish.hosts ?? (isNew && regions === undefined ? place.hosts : undefined)
  const path = wish.path ?? (isNew ? place.path : undefined)
  const api = {
    ...(isNew && { name: wish.name }),
    hosts,
    regions,
    path,
    upstreams,
    upstream_path: upstreamPath,
    ...withOwnPresentations(routes),
  }
  const given = Object.entries(api).filter(([, value]) => value !== undefined)
  return { api: Object.fromEntries(given), serversLeft: place.left, ...told }
}

/** How most routes take credentials is said once, at the API. */
function withOwnPresentations(rules: readonly Rule[]) {
  const counts = new Map<string, number>()
  for (const { presentations } of rules) {
    if (presentations === undefined) continue
    const key = presentations.toSorted().join(' ')
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  const [most] = [...counts].sort((a, b) => b[1] - a[1])[0] ?? []
  const presentations = rules.find(
    (one) => one.presentations?.toSorted().join(' ') === most,
  )?.presentations
  const routes = rules.map(({ presentations: own, ...rule }) =>
    own === undefined || own.toSorted().join(' ') === most ? rule : { ...rule, presentations: own },
  )
  return { presentations, routes }
}
