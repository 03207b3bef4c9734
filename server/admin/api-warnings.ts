import type { Api, ApiRule } from '../gateway/apis/api-schema.ts'
import { placesOf } from '../gateway/apis/places.ts'
import type { ApiWarning } from './api-shape.ts'
import type { AdminDeps } from './deps.ts'

type Deps = Pick<AdminDeps, 'dialects' | 'store' | 'site' | 'liveDialects' | 'apis'>
type ScopesByStyle = ReadonlyMap<string, ReadonlySet<string>>

/**
 * What is allowed and will hardly do what was meant: a scope that no style knows is one that no
 * token has, so its route refuses everybody until somebody adds it.
 */
export async function warningsOf(deps: Deps, api: Api): Promise<ApiWarning[]> {
  const known = await scopesByStyle(deps)
  return [
    ...regionWarnings(deps, api),
    ...placeWarnings(deps, api),
    ...styleWarnings(deps, api, '#'),
    ...api.routes.flatMap((rule, at) => [
      ...styleWarnings(deps, rule, `#/routes/${at}`),
      ...scopeWarnings(known, api, rule, `#/routes/${at}`),
    ]),
    ...(api.upstreams.length > 0
      ? []
      : [{ pointer: '#', detail: 'This release cannot read it: all of its paths are refused.' }]),
  ]
}

async function scopesByStyle({ dialects, store }: Deps): Promise<ScopesByStyle> {
  const lists = await Promise.all(
    dialects.map(async ({ name, scopes }) => {
      const added = await store.scopes.ofDialect(name)
      return [name, new Set([...scopes, ...added].map((one) => one.value))] as const
    }),
  )
  return new Map(lists)
}

function regionWarnings({ site }: Deps, { regions }: Api): ApiWarning[] {
  const names = site.regions.map((one) => one.name)
  return regions.flatMap((name, at) =>
    names.includes(name)
      ? []
      : [{ pointer: `#/regions/${at}`, detail: 'There is no region of this name any more.' }],
  )
}

/** Regions get other hosts, and the file other APIs, without asking what is kept here. */
function placeWarnings({ apis, site }: Deps, api: Api): ApiWarning[] {
  const own = new Set(placesOf(api, site))
  return apis
    .all()
    .filter((other) => other.name !== api.name)
    .flatMap((other) => placesOf(other, site).map((place) => ({ place, name: other.name })))
    .filter(({ place }) => own.has(place))
    .map(({ place, name }) => ({
      pointer: '#/path',
      detail: `The API ${name} is at ${place} too, and only one of them answers.`,
    }))
}

function styleWarnings(
  { liveDialects }: Deps,
  { dialects = [] }: Pick<ApiRule, 'dialects'>,
  pointer: string,
): ApiWarning[] {
  return dialects.flatMap((name, at) =>
    liveDialects.isOn(name)
      ? []
      : [{ pointer: `${pointer}/dialects/${at}`, detail: 'This style is switched off.' }],
  )
}

function scopeWarnings(
  known: ScopesByStyle,
  api: Api,
  rule: ApiRule,
  pointer: string,
): ApiWarning[] {
  const named = rule.dialects ?? api.dialects ?? []
  const styles = named.length === 0 ? [...known.keys()] : named
  return (['scopes', 'any_scope'] as const).flatMap((field) =>
    (rule[field] ?? []).flatMap((scope, at) =>
      styles.some((style) => known.get(style)?.has(scope))
        ? []
        : [{ pointer: `${pointer}/${field}/${at}`, detail: wordsOf(scope, named) }],
    ),
  )
}

function wordsOf(scope: string, styles: readonly string[]): string {
  const whose = styles.length === 0 ? 'No style' : `None of the styles ${styles.join(', ')}`
  return `${whose} knows the scope ${scope}, so no token has it.`
}
