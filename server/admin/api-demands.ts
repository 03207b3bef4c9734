import { APIS_MAX, type Api } from '../gateway/apis/api-schema.ts'
import { placesOf } from '../gateway/apis/places.ts'
import { twiceNamed } from '../gateway/apis/twice-named.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { AdminDeps } from './deps.ts'
import { refuse } from './invalid-request.ts'

/** Two at one place would answer in turns; one inside another is fine, the longer path wins. */
export function demandRoom({ site }: AdminDeps, api: Api, others: readonly Api[]): void {
  if (others.length >= APIS_MAX) throw conflict(`There are ${APIS_MAX} APIs at most.`)
  const taken = new Map(
    others.flatMap((one) => placesOf(one, site).map((place) => [place, one.name] as const)),
  )
  for (const place of placesOf(api, site)) {
    const other = taken.get(place)
    if (other !== undefined) throw conflict(`The API ${other} is at ${place} already.`)
  }
}

/** Of two routes for the same request one would never count. */
export function demandOneRuleEach(api: Api): void {
  const at = twiceNamed(api)
  if (at === undefined) return
  throw refuse(`routes/${at}`, 'An earlier route has this method at this path.')
}

/** A name that nothing has is a slip of the pen, and the rule would not do what it says. */
export function demandKnown({ site, allDialects }: AdminDeps, api: Api): void {
  const regions = new Set(site.regions.map((one) => one.name))
  for (const [at, name] of api.regions.entries()) {
    if (!regions.has(name)) throw refuse(`regions/${at}`, 'There is no region of this name.')
  }
  const styles = new Set(allDialects.map((one) => one.name))
  const rules = api.routes.map((rule, at) => [`routes/${at}/`, rule] as const)
  for (const [where, { dialects = [] }] of [['', api] as const, ...rules]) {
    const at = dialects.findIndex((name) => !styles.has(name))
    if (at >= 0) throw refuse(`${where}dialects/${at}`, 'There is no style of this name.')
  }
}

export function conflict(description: string): ProtocolError {
  return new ProtocolError('conflict', { description })
}
