import { boundedCache } from '../protocol/bounded-cache.ts'
import { ProtocolError } from '../protocol/errors.ts'
import type { Introspection } from '../protocol/introspection.ts'
import type { Limit, Rule } from './apis/rule.ts'

/** Callers that are counted at a time; who was seen longest ago is forgotten first. */
const COUNTED_MAX = 200_000

export interface Window {
  /** Which window of its length since 1970 it is. */
  readonly number: number
  count: number
}

export interface Limits {
  /**
   * Counts a request and says what is left, in the fields of draft-ietf-httpapi-ratelimit-headers.
   * Throws `too_many_requests`.
   */
  take(rule: Rule, caller: Introspection, nowMs: number): Readonly<Record<string, string>>
}

const NONE: Readonly<Record<string, string>> = {}

/**
 * Fixed windows in memory, since asking a store would cost more than the request. What other nodes
 * count comes in through `hear`, what is counted here goes out through `tell`, so that nodes
 * together exceed a limit by no more than comes within one exchange.
 */
export function limitsIn(tell?: (key: string, number: number) => void) {
  const windows = boundedCache<string, Window>(COUNTED_MAX)

  const windowOf = (key: string, number: number): Window => {
    const known = windows.get(key)
    if (known !== undefined && known.number === number) return known
    const fresh = { number, count: 0 }
    windows.set(key, fresh)
    return fresh
  }

  const takeOne = (name: string, key: string, limit: Limit, nowMs: number): string => {
    const spanMs = limit.seconds * 1_000
    const number = Math.floor(nowMs / spanMs)
    const window = windowOf(key, number)
    const leftSec = Math.ceil(((number + 1) * spanMs - nowMs) / 1_000)
    if (window.count >= limit.requests) {
      throw new ProtocolError('too_many_requests', { retryAfterSec: leftSec })
    }
    window.count += 1
    tell?.(key, number)
    return `"${name}";r=${limit.requests - window.count};t=${leftSec}`
  }

  return {
    take(rule: Rule, caller: Introspection, nowMs: number): Readonly<Record<string, string>> {
      const { credential, organization } = rule.limits
      if (credential === undefined && organization === undefined) return NONE
      const left: string[] = []
      const policy: string[] = []
      for (const [name, limit, id] of [
        ['credential', credential, credentialOf(caller)],
        ['organization', organization, `o${caller.client.organizationId}`],
      ] as const) {
        if (limit === undefined) continue
        left.push(takeOne(name, `${rule.name} ${id}`, limit, nowMs))
        policy.push(`"${name}";q=${limit.requests};w=${limit.seconds}`)
      }
      return { ratelimit: left.join(', '), 'ratelimit-policy': policy.join(', ') }
    },
    /** Requests that another node has let in. */
    hear(key: string, number: number, count: number): void {
      windowOf(key, number).count += count
    },
  }
}

/** Tokens of one credential count together; where there is none, those of one family or client. */
function credentialOf({ credentialId, familyId, client }: Introspection): string {
  if (credentialId !== undefined) return `c${credentialId}`
  return familyId === undefined ? `k${client.clientId}` : `f${familyId}`
}
