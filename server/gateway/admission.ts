import type { IncomingHttpHeaders } from 'node:http'
import type { AuditTrail } from '../audit/trail.ts'
import type { Clock } from '../protocol/clock.ts'
import { ANSWER_MS_MAX, withDeadline } from '../protocol/deadline.ts'
import { ProtocolError, toProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import { CREDENTIAL_HEADERS } from '../protocol/presented.ts'
import type { WireRequest, WireResponse } from '../protocol/wire.ts'
import { type FoundRule, findRule, type LiveApi } from './apis/table.ts'
import { countedOf } from './counted.ts'
import { type DecideDeps, decide } from './decide.ts'
import type { IdentityOf } from './forward/identity.ts'
import type { Limits } from './limits.ts'
import { refusalOf } from './refusal.ts'

export interface AdmissionDeps extends DecideDeps {
  readonly clock: Clock
  readonly audit: AuditTrail
  readonly limits: Limits
  readonly identityOf: IdentityOf
  logFailure(error: ProtocolError, requestId: string): void
}

/** A request to an API, whether it is to be forwarded by us or by another proxy. */
export interface Asked {
  readonly method: string
  /** As it came: path and query. */
  readonly target: string
  readonly host: string
  readonly headers: IncomingHttpHeaders
  /** Pairs as they came, where they are known: a name that came twice is seen only there. */
  readonly rawHeaders: readonly string[]
  readonly ip: string
  readonly requestId: string
}

export interface Admitted {
  readonly found: FoundRule
  readonly caller: Introspection | undefined
  /** What the API is told of the caller; nothing where the rule asks for nobody. */
  readonly identity: Readonly<Record<string, string>>
  /** Our own fields of the answer. */
  readonly answerHeaders: Readonly<Record<string, string>>
}

const ONCE: readonly string[] = ['host', ...CREDENTIAL_HEADERS]

/** Finds the rule, decides, counts, and says who it is. Throws a `ProtocolError`. */
export async function admitToApi(
  deps: AdmissionDeps,
  live: LiveApi,
  asked: Asked,
): Promise<Admitted> {
  const action = `api.${live.api.name}`
  let caller: Introspection | undefined
  try {
    demandOnce(asked.rawHeaders)
    const preflightOf = methodAskedFor(live, asked)
    const found = findRule(live, preflightOf ?? asked.method, asked.target)
    if (preflightOf !== undefined) return { found, caller, identity: {}, answerHeaders: {} }
    const wire = wireOf(asked, found.path)
    const decision = await withDeadline(ANSWER_MS_MAX, () => decide(deps, found, wire))
    caller = decision.caller
    if (caller === undefined) {
      deps.audit.count(countedOf(asked, { action, outcome: 'public' }, caller))
      return { found, caller, identity: {}, answerHeaders: decision.forPage }
    }
    const left = deps.limits.take(found.rule, caller, deps.clock.now() * 1_000)
    const identity = await deps.identityOf(live.api.name, caller)
    deps.audit.count(countedOf(asked, { action, outcome: 'granted' }, caller))
    return { found, caller, identity, answerHeaders: { ...decision.forPage, ...left } }
  } catch (thrown) {
    const error = toProtocolError(thrown)
    deps.logFailure(error, asked.requestId)
    deps.audit.count(countedOf(asked, { action, outcome: error.code }, caller, error))
    throw error
  }
}

/** What a browser asks about first, bearing nothing (CORS), where the API answers that itself. */
function methodAskedFor({ api }: LiveApi, { method, headers }: Asked): string | undefined {
  if (method !== 'OPTIONS' || api.preflights !== 'forwarded') return undefined
  return headers.origin === undefined ? undefined : headers['access-control-request-method']
}

/** The refusal in the words of the API's style. */
export function refuseAtApi(
  deps: Pick<AdmissionDeps, 'dialects' | 'clock'>,
  live: LiveApi,
  requestId: string,
  thrown: unknown,
): WireResponse {
  return refusalOf(thrown, live.terms, deps.dialects, { requestId, now: deps.clock.now() })
}

export function wireOf(asked: Asked, path: string): WireRequest {
  return {
    method: asked.method,
    path,
    host: asked.host.toLowerCase(),
    headers: asked.headers,
    query: {},
    params: {},
    body: { kind: 'none' },
    ip: asked.ip,
    requestId: asked.requestId,
  }
}

/** Of two, one server reads the first and another the last (RFC 9110 §5.3, RFC 9112 §3.2). */
function demandOnce(rawHeaders: readonly string[]): void {
  let seen = ''
  for (let i = 0; i < rawHeaders.length; i += 2) {
    const name = rawHeaders[i]?.toLowerCase() ?? ''
    if (!ONCE.includes(name)) continue
    if (seen.includes(`${name};`)) {
      const description = `The ${name} header is given twice.`
      throw new ProtocolError('duplicate_parameter', { description })
    }
    seen += `${name};`
  }
}
