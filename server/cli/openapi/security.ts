import type { ApiInput, Presentation } from '../../gateway/apis/api-schema.ts'
import { type OpenApi, treeOf } from './document.ts'

type Rule = ApiInput['routes'][number]

/** What a route asks of who calls, as a rule of the gateway says it. */
export type Needs = Pick<
  Rule,
  'scopes' | 'any_scope' | 'no_scope_because' | 'public_because' | 'presentations'
>

/** `notes` say where a rule asks for more than the document. */
export type Settled =
  | { readonly needs: Needs; readonly notes: readonly string[] }
  | { readonly refused: string }

/** One way in: all of these scopes, by credentials that are shown like this. */
interface Way {
  readonly scopes: readonly string[]
  readonly presentation: Presentation
}

interface Wish {
  /** Operations that name no security are open to everybody. */
  readonly isPublicWithoutSecurity: boolean
}

/**
 * An operation's own `security`, or the document's (OpenAPI 3.1 §4.8.10.1). It is a list of ways,
 * of which one is enough; each names schemes, of which all are needed.
 */
export function settleSecurity(openApi: OpenApi, own: unknown, wish: Wish): Settled {
  const security = own ?? openApi.tree.security
  if (security === undefined) {
    return wish.isPublicWithoutSecurity
      ? open('the OpenAPI document names no security')
      : { refused: 'it names no security, and nothing is opened by silence' }
  }
  if (!Array.isArray(security)) return { refused: 'its security is no list' }
  if (security.length === 0) return open('the OpenAPI document says so (security: [])')
  const named = security.filter((one) => Object.keys(treeOf(one) ?? {}).length > 0)
  if (named.length === 0) return open('the OpenAPI document says so (security: [{}])')
  const notes =
    named.length < security.length ? ['a credential is optional there, and needed here'] : []
  const read = named.map((one) => readWay(openApi, one))
  const ways = read.filter((one): one is Way => typeof one !== 'string')
  const unread = read.filter((one) => typeof one === 'string')
  if (ways.length === 0) return { refused: [...new Set(unread)].join('; ') }
  const left = unread.map((why) => `one way in is left out: ${why}`)
  return settleWays(ways, [...notes, ...left])
}

function open(why: string): Settled {
  return { needs: { public_because: why }, notes: [] }
}

function settleWays(ways: readonly Way[], notes: readonly string[]): Settled {
  const presentations = [...new Set(ways.map((way) => way.presentation))]
  const scoped = ways.filter((way) => way.scopes.length > 0)
  if (scoped.length === 0) {
    const because = 'the OpenAPI document asks for a credential and names no scope'
    return { needs: { no_scope_because: because, presentations }, notes }
  }
  // Keys have scopes here, so one way that names them goes for all ways.
  const more =
    scoped.length < ways.length
      ? ['a way in that names no scope asks for those of the others here']
      : []
  const least = withoutSupersets(scoped.map((way) => [...new Set(way.scopes)]))
  const told = [...notes, ...more]
  const [first] = least
  if (least.length === 1 && first !== undefined) {
    return { needs: { scopes: first, presentations }, notes: told }
  }
  if (least.every((scopes) => scopes.length === 1)) {
    return { needs: { any_scope: least.flat(), presentations }, notes: told }
  }
  return { refused: 'its ways in need several scopes each, which one rule cannot say' }
}

/** Who has `a` needs nothing of `a and b`. */
function withoutSupersets(sets: readonly string[][]): string[][] {
  return sets.filter(
    (one, at) =>
      !sets.some((other, place) => {
        const isWithin = other.every((scope) => one.includes(scope))
        return place !== at && isWithin && (other.length < one.length || place < at)
      }),
  )
}

function readWay(openApi: OpenApi, requirement: unknown): Way | string {
  const schemes = treeOf(treeOf(openApi.tree.components)?.securitySchemes) ?? {}
  let presentation: Presentation | undefined
  const scopes: string[] = []
  for (const [name, listed] of Object.entries(treeOf(requirement) ?? {})) {
    const shown = presentationOf(name, openApi.resolve(schemes[name]))
    if (!('as' in shown)) return shown.refused
    if (presentation !== undefined && presentation !== shown.as) {
      return 'it needs two credentials at a time'
    }
    presentation = shown.as
    const words = Array.isArray(listed) ? listed.map(String) : []
    if (!shown.hasScopes && words.length > 0) return `${name} names roles, which are no scopes`
    scopes.push(...words)
  }
  return presentation === undefined ? 'it names no scheme' : { scopes, presentation }
}

type Shown =
  | { readonly as: Presentation; readonly hasScopes: boolean }
  | { readonly refused: string }

const KEY_HEADERS: ReadonlyMap<string, Presentation> = new Map([
  ['x-api-key', 'api_key'],
  ['x-token', 'x_token'],
])

function presentationOf(
  name: string,
  scheme: Readonly<Record<string, unknown>> | undefined,
): Shown {
  switch (scheme?.type) {
    case undefined:
      return { refused: `the security scheme ${name} is not in the document` }
    case 'oauth2':
    case 'openIdConnect':
      return { as: 'bearer', hasScopes: true }
    case 'http':
      return /^bearer$/i.test(String(scheme.scheme))
        ? { as: 'bearer', hasScopes: false }
        : { refused: `${name} is HTTP ${String(scheme.scheme)}; a gateway of tokens takes bearer` }
    case 'apiKey': {
      const as = scheme.in === 'header' && KEY_HEADERS.get(String(scheme.name).toLowerCase())
      if (as !== undefined && as !== false) return { as, hasScopes: false }
      const where = `${String(scheme.in)} ${String(scheme.name)}`
      return { refused: `${name} is a key in the ${where}; X-API-Key is read` }
    }
    default:
      return { refused: `${name} is of the type ${String(scheme?.type)}, which is not read` }
  }
}
