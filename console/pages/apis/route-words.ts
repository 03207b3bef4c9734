import type { Api, Route } from '../../api/apis.ts'

export type Need = 'scopes' | 'any_scope' | 'no_scope_because' | 'public_because'

export const NEEDS: readonly { readonly value: Need; readonly label: string }[] = [
  { value: 'scopes', label: 'All of these scopes' },
  { value: 'any_scope', label: 'One of these scopes' },
  { value: 'no_scope_because', label: 'Any live credential' },
  { value: 'public_because', label: 'No credential at all' },
]

export function needOf(route: Partial<Route>): Need {
  return NEEDS.find(({ value }) => route[value] !== undefined)?.value ?? 'scopes'
}

/** What a request must bear, in a few words. */
export function needWords(route: Partial<Route>): string {
  const { scopes = [], any_scope = [] } = route
  switch (needOf(route)) {
    case 'scopes':
      return scopes.length === 1 ? 'Scope' : 'All of'
    case 'any_scope':
      return any_scope.length === 1 ? 'Scope' : 'One of'
    case 'no_scope_because':
      return 'Any live credential'
    case 'public_because':
      return 'Open to everybody'
  }
}

/** What a route says otherwise than its API. */
export function ownTerms(route: Partial<Route>): readonly string[] {
  const { dialects, presentations, timeout_seconds, body_bytes_max, limits } = route
  return [
    ...(dialects === undefined
      ? []
      : [dialects.length === 0 ? 'every style' : `styles ${dialects.join(', ')}`]),
    ...(presentations === undefined ? [] : [`shown as ${presentations.join(', ')}`]),
    ...(timeout_seconds === undefined ? [] : [`${timeout_seconds} s`]),
    ...(body_bytes_max === undefined ? [] : [`bodies of ${body_bytes_max.toLocaleString()} bytes`]),
    ...(limits === undefined ? [] : ['limits of its own']),
  ]
}

/** `api.example.com/orders`, or a line for each host. */
export function placesOf({ hosts, regions, path }: Pick<Api, 'hosts' | 'regions' | 'path'>) {
  const shown = [...hosts, ...regions.map((name) => `API host of ${name}`)]
  return shown.length === 0 ? [`any host${path}`] : shown.map((host) => `${host}${path}`)
}
