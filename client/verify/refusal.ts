import { MintmarkError, type MintmarkErrorCode } from '../errors.ts'

/** What a refusal's answer needs to know of the resource server. */
export interface ChallengeFacts {
  readonly realm: string
  readonly resourceMetadata: string | undefined
}

type RefusalCode = Extract<
  MintmarkErrorCode,
  | 'token_missing'
  | 'two_credentials'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'feed_stale'
  | 'verification_unavailable'
>

/** The status, the word of RFC 6750 §3.1, and what strangers are told. */
const ANSWERS: Readonly<Record<RefusalCode, readonly [number, string | undefined, string]>> = {
  token_missing: [401, undefined, 'The access token is missing.'],
  two_credentials: [400, 'invalid_request', 'The request bears more than one credential.'],
  invalid_token: [401, 'invalid_token', 'The access token is invalid or has expired.'],
  insufficient_scope: [403, 'insufficient_scope', 'The token lacks a scope.'],
  feed_stale: [503, undefined, 'Tokens cannot be verified at the moment.'],
  verification_unavailable: [503, undefined, 'Tokens cannot be verified at the moment.'],
}
const RETRY_AFTER_SEC = 1

/**
 * A request that is not let through. `message` says why, for the log; `toResponse` and `headers`
 * say what RFC 6750 §3 lets the caller know. It never holds the credential.
 */
export class Refusal extends MintmarkError {
  override readonly status: number
  /** Headers of the answer, challenge included (RFC 6750 §3, RFC 9728 §5.1). */
  readonly headers: Readonly<Record<string, string>>
  /** The JSON body of the answer. */
  readonly body: string

  constructor(
    code: RefusalCode,
    why: string,
    { realm, resourceMetadata }: ChallengeFacts,
    scopes: readonly string[] = [],
  ) {
    const [status, word, description] = ANSWERS[code]
    super(code, why, { status, ...(status === 503 && { retryAfterMs: RETRY_AFTER_SEC * 1_000 }) })
    this.status = status
    const challenge = [
      parameter('realm', realm),
      word && parameter('error', word),
      word && parameter('error_description', description),
      scopes.length > 0 && parameter('scope', scopes.join(' ')),
      resourceMetadata && parameter('resource_metadata', resourceMetadata),
    ].filter(Boolean)
    this.headers = {
      'content-type': 'application/json',
      'cache-control': 'no-store',
      ...(status === 503
        ? { 'retry-after': String(RETRY_AFTER_SEC) }
        : { 'www-authenticate': `Bearer ${challenge.join(', ')}` }),
    }
    const error = word ?? (status === 503 ? 'temporarily_unavailable' : 'invalid_request')
    this.body = JSON.stringify({ error, error_description: description })
  }

  toResponse(): Response {
    return new Response(this.body, { status: this.status, headers: { ...this.headers } })
  }
}

export type Refuse = (code: RefusalCode, why: string, scopes?: readonly string[]) => Refusal

export function refusalsWith(facts: ChallengeFacts): Refuse {
  return (code, why, scopes) => new Refusal(code, why, facts, scopes)
}

/** RFC 9110 §5.6.4: nothing that could end the quoted text. */
function parameter(name: string, value: string): string {
  return `${name}="${value.replaceAll(/[^\x20-\x21\x23-\x5b\x5d-\x7e]/g, '')}"`
}
