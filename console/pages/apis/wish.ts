import type { Api, ApiChange, ApiWish } from '../../api/apis.ts'

export const FIELD_NAMES = [
  'name',
  'hosts',
  'regions',
  'path',
  'upstreams',
  'upstream_path',
  'dialects',
  'presentations',
  'timeout_seconds',
  'body_bytes_max',
  'limits',
  'health',
  'preflights',
  'routes',
] as const

export const NEW_API: ApiWish = {
  name: '',
  hosts: [],
  regions: [],
  path: '/',
  upstreams: [],
  routes: [],
}

/** What of an answer can be written back. */
export function wishOf(api: Api): ApiWish {
  const wish: Record<string, unknown> = {}
  for (const name of FIELD_NAMES) wish[name] = api[name]
  // Every field has the type that the API gives and takes.
  return wish as unknown as ApiWish
}

/** A field that was emptied is taken away. */
export function changesOf(changes: Partial<ApiWish>): ApiChange {
  const { name: _, ...rest } = changes
  return Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? null]))
}

/** As it would stand in `mintmark.yaml`, which takes JSON as well. */
export function documentOf(wish: ApiWish): string {
  const said = Object.entries(wish).filter(
    ([name, value]) => !isEmpty(value) && !(name === 'preflights' && value === 'refused'),
  )
  return JSON.stringify(Object.fromEntries(said), null, 2)
}

function isEmpty(value: unknown): boolean {
  return Array.isArray(value) && value.length === 0
}
