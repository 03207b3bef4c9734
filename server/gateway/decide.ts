import type { Dialect } from '../dialects/contract.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection, Presented } from '../protocol/introspection.ts'
import { CREDENTIAL_HEADERS, type CredentialHeader } from '../protocol/presented.ts'
import type { Region, Site } from '../protocol/site.ts'
import type { WireRequest } from '../protocol/wire.ts'
import type { Store } from '../store/store.ts'
import { asInvalidToken } from '../tokens/introspect.ts'
import { demandScopes } from './admit.ts'
import type { Presentation } from './apis/api-schema.ts'
import type { Rule } from './apis/rule.ts'
import { type FoundRule, type LiveApi, nameOf } from './apis/table.ts'
import { admitOrigin, demandNoKeyFromPage } from './origin.ts'

export interface DecideDeps {
  readonly store: Store
  readonly site: Site
  readonly dialects: readonly Dialect[]
  isOn(dialect: string): boolean
  introspect(token: string): Promise<Introspection>
  introspectPresented(presented: Presented, dialect: string, ip: string): Promise<Introspection>
}

export interface Decision {
  /** `undefined` where the rule asks for nobody. */
  readonly caller: Introspection | undefined
  /** What lets the page that asks read the answer. */
  readonly forPage: Readonly<Record<string, string>>
}

/** What each header that bears a credential may be the presentation of. */
const BEARING: Readonly<Record<CredentialHeader, readonly Presentation[]>> = {
  authorization: ['bearer', 'composite'],
  'x-api-key': ['api_key'],
  'x-token': ['x_token'],
}
const NOBODY: Decision = { caller: undefined, forPage: {} }

/**
 * Who asks, and whether they may: the same for what is forwarded and for what another proxy
 * forwards. Throws `two_credentials`, `token_missing`, `invalid_token`, `subject_token_required`,
 * `insufficient_scope`, `wrong_region`, `origin_forbidden`, `key_in_browser`,
 * `temporarily_unavailable`.
 */
export async function decide(
  deps: DecideDeps,
  { live, rule }: Pick<FoundRule, 'live' | 'rule'>,
  request: WireRequest,
): Promise<Decision> {
  if (rule.needs === 'nothing') return NOBODY
  const borne = demandOne(request)
  const caller = await callerOf(deps, rule, borne, request)
  demandNeeds(caller, rule.needs)
  demandRegion(deps, live, caller, request.host)
  return { caller, forPage: await admitOrigin(deps.store, caller, request) }
}

/** The header that bears the credential; with two of them none is tried (RFC 6750 §2). */
function demandOne({ headers }: WireRequest): CredentialHeader {
  let found: CredentialHeader | undefined
  for (const name of CREDENTIAL_HEADERS) {
    if (headers[name] === undefined) continue
    if (found !== undefined) throw new ProtocolError('two_credentials')
    found = name
  }
  if (found === undefined) throw new ProtocolError('token_missing', { presentedIn: 'bearer' })
  return found
}

async function callerOf(
  deps: DecideDeps,
  rule: Rule,
  borne: CredentialHeader,
  request: WireRequest,
): Promise<Introspection> {
  if (!BEARING[borne].some((one) => rule.presentations.includes(one))) throw notTaken(borne)
  let refusal: unknown
  let isTokenTried = false
  for (const dialect of deps.dialects) {
    if (!isTaken(deps, rule, dialect)) continue
    for (const one of dialect.presented(request)) {
      // A token says itself whose style it is; keys are asked for by each.
      if (!isAccepted(one, rule, borne) || (one.kind === 'bearer' && isTokenTried)) continue
      isTokenTried ||= one.kind === 'bearer'
      demandNoKeyFromPage([one], request)
      try {
        const caller = await introspectOne(deps, one, dialect, request.ip)
        demandTaken(deps, rule, caller)
        return caller
      } catch (thrown) {
        refusal = asInvalidToken(thrown)
        if (!isInvalid(refusal)) throw refusal
      }
    }
  }
  throw refusal ?? notTaken(borne)
}

function introspectOne(
  deps: DecideDeps,
  one: Presented,
  dialect: Dialect,
  ip: string,
): Promise<Introspection> {
  return one.kind === 'bearer'
    ? deps.introspect(one.token)
    : deps.introspectPresented(one, dialect.name, ip)
}

function isTaken(deps: DecideDeps, { dialects }: Rule, { name }: Pick<Dialect, 'name'>): boolean {
  return deps.isOn(name) && (dialects.length === 0 || dialects.includes(name))
}

/** What this style makes of the header may be a presentation that the rule does not take. */
function isAccepted(one: Presented, { presentations }: Rule, borne: string): boolean {
  switch (one.kind) {
    case 'bearer':
      return presentations.includes(borne === 'x-token' ? 'x_token' : 'bearer')
    case 'client_key':
      return presentations.includes('api_key')
    case 'composite':
      return presentations.includes('composite')
    case 'malformed':
      return false
    default:
      return one satisfies never
  }
}

/** Kinds that open an API; what is made to get other tokens with, or to open frames, does not. */
const OPENING: readonly Introspection['kind'][] = ['access_token', 'client_key', 'subject_token']

function demandTaken(deps: DecideDeps, rule: Rule, caller: Introspection): void {
  const { kind, client } = caller
  if (kind === 'client_keys') throw new ProtocolError('subject_token_required')
  if (!OPENING.includes(kind)) {
    throw new ProtocolError('invalid_token', { detail: `a ${kind} opens no API` })
  }
  if (!isTaken(deps, rule, { name: client.dialect })) {
    const detail = `the ${client.dialect} style is not accepted here`
    throw new ProtocolError('invalid_token', { detail })
  }
}

function demandNeeds(caller: Introspection, needs: Exclude<Rule['needs'], 'nothing'>): void {
  if (!('anyScope' in needs)) demandScopes(caller, needs)
  else if (!needs.anyScope.some((scope) => caller.scope.includes(scope))) {
    throw new ProtocolError('insufficient_scope', { scopes: needs.anyScope })
  }
}

/** A token of one region is none in another; whoever holds it is told where it belongs. */
function demandRegion(deps: DecideDeps, live: LiveApi, caller: Introspection, host: string): void {
  const here = live.regionOf.get(nameOf(host))
  const { issuer, client } = caller
  if (here === undefined || issuer === undefined) return
  const dialect = deps.dialects.find(({ name }) => name === client.dialect)
  if (dialect === undefined || issuer === dialect.issuer(here.tokenHost, deps.site)) return
  const its = deps.site.regions.find((one) => issuer === dialect.issuer(one.tokenHost, deps.site))
  if (its === undefined) throw new ProtocolError('invalid_token', { detail: 'no region issued it' })
  const baseUrl = `${apiOrigin(its, deps.site, host)}${live.api.path === '/' ? '' : live.api.path}`
  throw new ProtocolError('wrong_region', {
    description: `This token is of region ${its.name}: use ${baseUrl}`,
    baseUrl,
  })
}

/** On the scheme of this site and the port that was asked. */
function apiOrigin(region: Region, site: Site, host: string): string {
  const port = /:\d+$/.exec(host)?.[0] ?? ''
  return `${new URL(site.baseUrl).protocol}//${region.apiHost}${port}`
}

function notTaken(borne: string): ProtocolError {
  const detail = `a credential in ${borne} is not accepted here`
  return new ProtocolError('invalid_token', { detail })
}

function isInvalid(thrown: unknown): boolean {
  return thrown instanceof ProtocolError && thrown.code === 'invalid_token'
}
