import findMyWay, { type HTTPMethod } from 'find-my-way'
import { ProtocolError } from '../../protocol/errors.ts'
import type { Region } from '../../protocol/site.ts'
import type { Api, ApiRule } from './api-schema.ts'
import { CHARACTERS_MAX, canonicalTarget, lax, type Target } from './canonical.ts'
import { type Rule, settleRule } from './rule.ts'

/** An API as the gateway asks it. */
export interface LiveApi {
  readonly api: Api
  /** Region names by host, where the API is regional. */
  readonly regionOf: ReadonlyMap<string, Region>
  /** What every rule inherits; a request that no rule names is refused in these terms. */
  readonly terms: Rule
  find(method: string, path: string): Rule | undefined
}

interface OpenApi extends LiveApi {
  /** Paths of APIs at the same host that are below this one's, as a lax server reads them. */
  readonly within: string[]
}

export interface FoundRule extends Target {
  readonly live: LiveApi
  readonly rule: Rule
}

export interface ApiTable {
  /**
   * The API that a request belongs to, by its `Host` and its target as it came; `undefined` where
   * it is the mint's own. What belongs here goes nowhere else, whatever becomes of it.
   */
  owner(host: string | undefined, target: string): LiveApi | undefined
  readonly all: readonly LiveApi[]
}

export function compileApis(apis: readonly Api[], regions: readonly Region[]): ApiTable {
  // One that is off stands without rules: were it left out, the API around it would answer by rules
  // that were never meant for its paths.
  const all = apis.map((api) => compile(api.enabled ? api : { ...api, routes: [] }, regions))
  const byHost = new Map<string, OpenApi[]>()
  const anywhere: OpenApi[] = []
  for (const live of all) {
    const hosts = [...live.api.hosts, ...live.regionOf.keys()]
    // Its regions may all be gone; then it answers nowhere, not everywhere.
    if (live.api.hosts.length + live.api.regions.length === 0) anywhere.push(live)
    for (const host of hosts) byHost.set(host, [...(byHost.get(host) ?? []), live])
  }
  for (const list of [...byHost.values(), anywhere]) {
    list.sort((one, other) => other.api.path.length - one.api.path.length)
    for (const live of list) {
      const within = list.filter((other) => isWithin(other, live))
      live.within.push(...within.map(({ api }) => lax(api.path)))
    }
  }
  const none: readonly LiveApi[] = []
  return {
    all,
    owner(host, target) {
      // Most mints have none, and every request is asked about.
      if (all.length === 0) return undefined
      const here = host === undefined ? none : (byHost.get(nameOf(host)) ?? none)
      return here.find(covers, target) ?? anywhere.find(covers, target)
    },
  }
}

/**
 * The rule for a request. Throws `ambiguous_path`, or `no_rule` where none names it: what nobody
 * thought of is not open.
 */
export function findRule(live: LiveApi, method: string, target: string): FoundRule {
  const { path, query } = canonicalTarget(target)
  const rule = live.find(method, path)
  if (rule === undefined)
    throw new ProtocolError('no_rule', { detail: `no rule of ${live.api.name}` })
  return { live, rule, path, query }
}

/** Called with the target as `this`, so that looking makes no closure. */
function covers(this: string, { api }: LiveApi): boolean {
  return isBelow(this, api.path)
}

function isBelow(target: string, path: string): boolean {
  if (path === '/') return true
  if (!target.startsWith(path)) return false
  const next = target[path.length]
  return next === undefined || next === '/' || next === '?'
}

/** Letter case does not count: it does not to some servers. */
function isWithin({ api: { path } }: LiveApi, { api: { path: around } }: LiveApi): boolean {
  if (path === around) return false
  return around === '/' || path.toLowerCase().startsWith(`${around.toLowerCase()}/`)
}

function compile(api: Api, regions: readonly Region[]): OpenApi {
  const exact = findMyWay<findMyWay.HTTPVersion.V1>(ROUTER)
  const loose = findMyWay<findMyWay.HTTPVersion.V1>(ROUTER)
  const within: string[] = []
  // A path in small letters may be near a rule in capitals; without any it is near itself only.
  const hasCapitals = api.routes.some((one) => /[A-Z]/.test(wholePath(api, one)))
  for (const one of api.routes) {
    const rule = settleRule(api, one)
    const path = wholePath(api, one)
    for (const method of one.methods as HTTPMethod[]) {
      add(exact, method, patternOf(path), rule)
      add(loose, method, patternOf(path.toLowerCase()), rule)
    }
  }
  return {
    api,
    within,
    regionOf: new Map(
      regions.filter(({ name }) => api.regions.includes(name)).map((one) => [one.apiHost, one]),
    ),
    terms: settleRule(api, { methods: [], path: '/', no_scope_because: 'no rule' }),
    find(method, path) {
      const rule = ruleAt(exact, method, path)
      const other = lax(path)
      if (rule === undefined) return rule
      // A server that is lax about spelling would take it for what another rule guards.
      const isOther = other === path && !hasCapitals ? false : ruleAt(loose, method, other) !== rule
      if (!isOther && !within.some((one) => isBelow(other, one))) return rule
      throw new ProtocolError('ambiguous_path', { detail: 'it is near another rule’s path' })
    },
  }
}

/** A segment may be as long as its path: ids of some APIs are. */
const ROUTER = { caseSensitive: true, maxParamLength: CHARACTERS_MAX } as const

type Router = findMyWay.Instance<findMyWay.HTTPVersion.V1>

/** The first of two rules for the same counts; the management API refuses the second. */
function add(router: Router, method: HTTPMethod, pattern: string, rule: Rule): void {
  if (router.findRoute(method, pattern) !== null) return
  router.on(method, pattern, NOWHERE, rule)
}

function ruleAt(router: Router, method: string, path: string): Rule | undefined {
  const found = router.find(method as HTTPMethod, path)?.store as Rule | undefined
  // Who may read a thing may ask for its head (RFC 9110 §9.3.2).
  return found === undefined && method === 'HEAD' ? ruleAt(router, 'GET', path) : found
}

const NOWHERE = () => undefined

export function wholePath(api: Pick<Api, 'path'>, rule: Pick<ApiRule, 'path'>): string {
  if (api.path === '/') return rule.path
  return rule.path === '/' ? api.path : `${api.path}${rule.path}`
}

/** In the router's words; a colon of ours stands for itself. */
function patternOf(path: string): string {
  let count = 0
  return path.replaceAll(':', '::').replaceAll(/\{\w+\}/g, () => `:p${count++}`)
}

/** A host without its port. */
export function nameOf(host: string): string {
  const colon = host.lastIndexOf(':')
  const bare = colon === -1 || host.endsWith(']') ? host : host.slice(0, colon)
  return bare.toLowerCase()
}
