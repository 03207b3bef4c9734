import { type Dialect, isResourceEndpoint, type ResourceEndpoint } from '../dialects/contract.ts'
import { admit } from '../gateway/admit.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Check } from '../tokens/checks.ts'
import type { AdminDeps } from './deps.ts'
import type { TokenExplanation } from './explain-token.ts'
import { type FoundRoute, findRoute } from './find-route.ts'
import { PLACES, type RequestLine, requestWith } from './identify.ts'

export interface RequestExplanation {
  /** `GET /v1/locations`, as the route is written down. */
  readonly route: string | undefined
  readonly dialect: string | undefined
  /** The header in which the token comes furthest. */
  readonly presentedIn: string | undefined
  readonly isAccepted: boolean
  /** What the route would answer, where that is certain. */
  readonly status: number | undefined
  readonly checks: readonly Check[]
}

const MANAGEMENT = /^\/+admin\/+v1(?:\/|$)/i

/** Whether a request with this token would be let in, and by which check it would not. */
export async function explainRequest(
  deps: AdminDeps,
  line: RequestLine,
  token: TokenExplanation,
  text: string,
  ip: string,
): Promise<RequestExplanation> {
  if (MANAGEMENT.test(line.path)) return explainManagement(token)
  const found = findRoute(deps.dialects, line.method, line.path)
  if (found === undefined) {
    return refused('a route of ours has this path', 404)
  }
  const owner = 'offered' in found ? undefined : found.dialect
  if (owner !== undefined && !deps.liveDialects.isOn(owner.name)) {
    return refused(`the ${owner.name} style, whose path it is, is switched on`, 404)
  }
  if ('offered' in found) {
    return refused(`the path takes ${found.offered.join(' or ')}`, 405)
  }
  return isResourceEndpoint(found.endpoint)
    ? explainResource(deps, line, found, found.endpoint, token, text, ip)
    : explainDoor(found, token)
}

/** The gateway's own way, once for each place in which the token could stand. */
async function explainResource(
  deps: AdminDeps,
  line: RequestLine,
  { dialect, params }: FoundRoute,
  endpoint: ResourceEndpoint,
  token: TokenExplanation,
  text: string,
  ip: string,
): Promise<RequestExplanation> {
  let best: RequestExplanation | undefined
  let furthest = -1
  for (const place of PLACES) {
    const presented = dialect.presented(requestWith(line, place, text, params))
    const checks: Check[] = []
    const refusal = await admitted(() =>
      admit(
        presented,
        endpoint,
        (one) => deps.introspectPresented(one, dialect.name, ip, (check) => checks.push(check)),
        (check) => checks.push(check),
      ),
    )
    const explained: RequestExplanation = {
      route: `${endpoint.method} ${endpoint.path}`,
      dialect: dialect.name,
      presentedIn: presented.length === 0 ? undefined : place.header,
      isAccepted: refusal === undefined,
      status: refusal === undefined ? 200 : statusOf(deps, dialect, endpoint, refusal),
      checks: withoutRepeats(checks, token.checks),
    }
    if (explained.isAccepted) return explained
    const passes = checks.filter((check) => check.passed).length
    if (passes <= furthest) continue
    best = explained
    furthest = passes
  }
  if (best === undefined) throw new Error('There is no place for a token.')
  return best
}

async function admitted(work: () => Promise<unknown>): Promise<ProtocolError | undefined> {
  try {
    await work()
    return undefined
  } catch (thrown) {
    if (thrown instanceof ProtocolError && thrown.status < 500) return thrown
    throw thrown
  }
}

function statusOf(
  { clock }: AdminDeps,
  dialect: Dialect,
  { operation }: ResourceEndpoint,
  refusal: ProtocolError,
): number {
  return dialect.refuse(refusal, operation, { requestId: '', now: clock.now() }).status
}

/** What was said of the token itself is not said again, unless it is the reason. */
function withoutRepeats(checks: readonly Check[], said: readonly Check[]): readonly Check[] {
  return checks.filter((one) => !one.passed || !said.some(({ words }) => words === one.words))
}

/** Endpoints that are no resources: which credentials each of them reads at all. */
function explainDoor(
  { dialect, endpoint }: FoundRoute,
  { facts, isAlive }: TokenExplanation,
): RequestExplanation {
  const takes = takenAt(dialect, endpoint)
  const isOpen = takes.length === 0
  const what = `the ${endpoint.operation} endpoint of the ${dialect.name} style`
  const checks: Check[] = isOpen
    ? [{ words: `${what} is open to everybody and reads no credential`, passed: true }]
    : [
        {
          words: `${what} takes ${takes.join(' or ')}; this is ${facts.kind}`,
          passed: takes.includes(facts.kind),
        },
        {
          words: `it belongs to the ${dialect.name} style`,
          passed: isForAllStyles(endpoint) || facts.dialect === dialect.name,
        },
        { words: 'it is alive', passed: isAlive },
      ]
  const failed = checks.findIndex((check) => !check.passed)
  return {
    route: `${endpoint.method} ${endpoint.path}`,
    dialect: dialect.name,
    presentedIn: undefined,
    isAccepted: failed === -1,
    status: undefined,
    checks: failed === -1 ? checks : checks.slice(0, failed + 1),
  }
}

type Endpoint = FoundRoute['endpoint']

export function isForAllStyles({ operation }: Endpoint): boolean {
  return operation === 'introspection' || operation === 'revocation'
}

const CLIENT_KINDS = {
  api_key: ['api_key'],
  client_secret: ['client_secret', 'client_key'],
  key_pair: ['client_secret', 'client_keys', 'subject_token'],
} as const

/** Which kinds of credential an endpoint reads that is no resource. */
export function takenAt(
  { credential, rules }: Dialect,
  { operation }: Endpoint,
): readonly string[] {
  switch (operation) {
    case 'token':
      return [
        ...CLIENT_KINDS[credential],
        ...(rules.refresh === 'never' ? [] : ['refresh_token']),
        ...(rules.grants.includes('authorization_code') ? ['authorization_code'] : []),
      ]
    case 'introspection':
    case 'revocation':
      return ['client_secret', 'api_key', 'access_token', 'refresh_token', 'subject_token']
    case 'agent_sign_in':
      return ['access_token']
    default:
      return []
  }
}

function explainManagement({ facts, isAlive }: TokenExplanation): RequestExplanation {
  const isKey = facts.kind === 'management_key'
  const words = `the management API takes management_key only; this is ${facts.kind}`
  const isAccepted = isKey && isAlive
  return {
    route: undefined,
    dialect: undefined,
    presentedIn: 'Authorization',
    isAccepted,
    status: isAccepted ? 200 : 401,
    checks: [
      { words, passed: isKey },
      ...(isKey ? [{ words: 'it is alive', passed: isAlive }] : []),
    ],
  }
}

function refused(words: string, status: number): RequestExplanation {
  return {
    route: undefined,
    dialect: undefined,
    presentedIn: undefined,
    isAccepted: false,
    status,
    checks: [{ words, passed: false }],
  }
}
