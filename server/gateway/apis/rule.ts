import type { Requirement } from '../../dialects/contract.ts'
import type { Api, ApiRule, Presentation } from './api-schema.ts'

export interface Limit {
  readonly requests: number
  readonly seconds: number
}

/** A route's rule with what it inherits from its API. */
export interface Rule {
  /** As the API says it. */
  readonly written: ApiRule
  /** Names it in the counts of limits. */
  readonly name: string
  readonly needs: Requirement | { readonly anyScope: readonly string[] } | 'nothing'
  /** Empty: every style that is on. */
  readonly dialects: readonly string[]
  readonly presentations: readonly Presentation[]
  readonly timeoutMs: number
  readonly bodyBytesMax: number
  readonly limits: {
    readonly credential: Limit | undefined
    readonly organization: Limit | undefined
  }
}

const TIMEOUT_SEC = 30
const BODY_BYTES_MAX = 1_048_576

export function settleRule(api: Api, rule: ApiRule): Rule {
  // A limit that a rule does not name itself is the API's, over all its rules together.
  const isOwn = rule.limits !== undefined
  const limits = rule.limits ?? api.limits
  return {
    written: rule,
    name: isOwn ? `${api.name} ${rule.methods.join()} ${rule.path}` : api.name,
    needs: needsOf(rule),
    dialects: rule.dialects ?? api.dialects ?? [],
    presentations: rule.presentations ?? api.presentations ?? ['bearer'],
    timeoutMs: (rule.timeout_seconds ?? api.timeout_seconds ?? TIMEOUT_SEC) * 1_000,
    bodyBytesMax: rule.body_bytes_max ?? api.body_bytes_max ?? BODY_BYTES_MAX,
    limits: { credential: limits?.per_credential, organization: limits?.per_organization },
  }
}

function needsOf(rule: ApiRule): Rule['needs'] {
  if (rule.public_because !== undefined) return 'nothing'
  if (rule.any_scope !== undefined) return { anyScope: rule.any_scope }
  if (rule.no_scope_because !== undefined) return { noScopeBecause: rule.no_scope_because }
  // A rule that says none of the four lets nobody in: no scopes are never enough.
  return { scopes: rule.scopes ?? [] }
}
