import type { Site } from '../../protocol/site.ts'
import type { Api } from './api-schema.ts'

type Placed = Pick<Api, 'hosts' | 'regions' | 'path'>

/**
 * Where an API is, for people and to tell two apart: `api.example.com/orders`, `*` for any host.
 * Two at the same place would answer in turns; one inside another is fine, the longer path wins.
 */
export function placesOf({ hosts, regions, path }: Placed, site: Site): readonly string[] {
  return [...hostsOf({ hosts, regions }, site)].map((host) => `${host}${path}`)
}

/** A region that is gone has no host: what is only there cannot be reached. */
export function hostsOf(
  { hosts, regions }: Pick<Api, 'hosts' | 'regions'>,
  site: Site,
): ReadonlySet<string> {
  if (hosts.length + regions.length === 0) return new Set(['*'])
  const ofRegions = site.regions.filter((one) => regions.includes(one.name))
  return new Set([...hosts, ...ofRegions.map((one) => one.apiHost)])
}
