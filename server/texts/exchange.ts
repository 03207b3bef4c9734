import type { Outcome } from './provider.ts'

/** Longer than it takes to connect, so that a host that is not there is known not to be. */
const ANSWER_MS_MAX = 12_000
const ANSWER_BYTES_MAX = 65_536
const RETRY_SEC_MAX = 900

/** Faults from before anything was sent: the name, the route, the door, the certificate. */
const NOT_REACHED = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'UND_ERR_CONNECT_TIMEOUT',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
])

export interface Said {
  readonly status: number
  readonly headers: Headers
  /** `undefined` where it is no JSON object, too long, or broke off. */
  readonly json: Readonly<Record<string, unknown>> | undefined
}

/**
 * Asks a provider once. Answers what it said or, where it said nothing, what that means. Redirects
 * are not followed: a secret is for the address that the operator named.
 */
export async function exchange(
  { fetch }: { readonly fetch: typeof globalThis.fetch },
  url: string,
  init: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  signal: AbortSignal,
): Promise<Said | Exclude<Outcome, { kind: 'accepted' }>> {
  try {
    const answer = await fetch(url, {
      method: 'POST',
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS_MAX)]),
      ...init,
    })
    const { status, headers } = answer
    return { status, headers, json: await readJson(answer) }
  } catch (thrown) {
    return fromFault(thrown)
  }
}

/**
 * What a status means by HTTP alone (RFC 9110 §15, RFC 6585 §4), for all answers that a vendor
 * describes no better. A server that failed may have failed after it had taken the text.
 */
export function byStatus(said: Said): Exclude<Outcome, { kind: 'accepted' }> {
  const { status } = said
  const code = `http_${status}`
  if (status >= 500 || status === 408 || status < 300) return { kind: 'unknown', code }
  const isLater = status === 429 || status === 401 || status === 403
  const retryAfterSec = retryAfterOf(said.headers)
  return {
    kind: 'refused',
    code,
    isFinal: !isLater,
    ...(retryAfterSec === undefined ? {} : { retryAfterSec }),
  }
}

/** What a provider calls something, as far as it may stand in a record. */
export function wordOf(value: unknown): string | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined
  return /^[\w.:-]{1,100}$/.test(String(value)) ? String(value) : undefined
}

function fromFault(thrown: unknown): Exclude<Outcome, { kind: 'accepted' }> {
  const fault = codeOf(thrown)
  return fault !== undefined && NOT_REACHED.has(fault)
    ? { kind: 'refused', code: `unreachable:${fault}`, isFinal: false }
    : { kind: 'unknown', code: fault === undefined ? 'no_answer' : `no_answer:${fault}` }
}

/** `fetch` says only that it failed; why stands in the cause, for several addresses in each. */
function codeOf(thrown: unknown): string | undefined {
  if (!(thrown instanceof Error)) return undefined
  if (thrown.name === 'TimeoutError' || thrown.name === 'AbortError') return undefined
  if (thrown instanceof AggregateError && thrown.errors.length > 0) {
    const codes = thrown.errors.map(codeOf)
    // One address that was reached is enough for a doubt.
    return codes.find((one) => one === undefined || !NOT_REACHED.has(one)) ?? codes[0]
  }
  const { code } = thrown as { readonly code?: unknown }
  return typeof code === 'string' ? code : codeOf(thrown.cause)
}

async function readJson(answer: Response): Promise<Said['json']> {
  try {
    const parts: Uint8Array[] = []
    let count = 0
    for await (const part of answer.body ?? []) {
      count += part.byteLength
      // Leaving the loop ends the connection.
      if (count > ANSWER_BYTES_MAX) return undefined
      parts.push(part)
    }
    const value: unknown = JSON.parse(Buffer.concat(parts).toString('utf8'))
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
    return isObject ? (value as Readonly<Record<string, unknown>>) : undefined
  } catch {
    return undefined
  }
}

/** Seconds only (RFC 9110 §10.2.3); a date would be by the provider's clock. */
function retryAfterOf(headers: Headers): number | undefined {
  const text = headers.get('retry-after') ?? ''
  return /^\d{1,6}$/.test(text) ? Math.min(RETRY_SEC_MAX, Number(text)) : undefined
}
