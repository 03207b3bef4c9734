import type { Query } from '../../api/request.ts'
import type { Filters } from '../../pieces/filters.ts'

/** In the address, by the names that the API has for them. */
export const FILTERS = [
  'q',
  'dialect',
  'outcome',
  'action',
  'client_id',
  'user_id',
  'ip',
  'since',
  'until',
] as const

export type FilterName = (typeof FILTERS)[number]

/** Those behind a button: each is mostly set by a link that leads here. */
export const MORE: Readonly<Partial<Record<FilterName, string>>> = {
  client_id: 'Client id',
  user_id: 'User id',
  ip: 'Address',
}

export function queryOf({ values }: Filters): Query {
  return Object.fromEntries(FILTERS.map((name) => [name, values[name]]))
}
