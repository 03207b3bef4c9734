/**
 * Why something failed. Programs choose by this; messages are for people and may change.
 *
 * Getting and using tokens:
 * - `misconfigured`: an option is missing or makes no sense; nothing was sent.
 * - `unreachable`: no answer came (no connection, no DNS, broken off).
 * - `timeout`: no answer came in time.
 * - `refused`: the issuer said no to the credential, the grant or the scope; asking again with the
 *   same things does not help.
 * - `rate_limited`: asked too often (429); `retryAfterMs` says when asking again makes sense.
 * - `unavailable`: the issuer is in trouble (5xx); `retryAfterMs` when it said so.
 * - `malformed_answer`: a success that cannot be understood.
 * - `consent_required`: a person has to agree (again) before there can be a token.
 * - `callback_refused`: a person came back to an address that does not belong to what was begun.
 * - `origin_refused`: a token may not be sent to this address.
 * - `cache_unavailable`: the shared cache could not be read, written or locked.
 *
 * Verifying others' tokens (these are `Refusal`s, which bring their answer):
 * - `token_missing`: the request bears no credential.
 * - `two_credentials`: it bears more than one, and none was tried.
 * - `invalid_token`: it is wrong, expired, revoked, or not accepted here.
 * - `insufficient_scope`: it is good, and does not reach this far.
 * - `feed_stale`: what was revoked lately cannot be known, so nothing is let through.
 * - `verification_unavailable`: the issuer's keys or its introspection cannot be had.
 */
export type MintmarkErrorCode =
  | 'misconfigured'
  | 'unreachable'
  | 'timeout'
  | 'refused'
  | 'rate_limited'
  | 'unavailable'
  | 'malformed_answer'
  | 'consent_required'
  | 'callback_refused'
  | 'origin_refused'
  | 'cache_unavailable'
  | 'token_missing'
  | 'two_credentials'
  | 'invalid_token'
  | 'insufficient_scope'
  | 'feed_stale'
  | 'verification_unavailable'

export interface MintmarkErrorFacts {
  /** The HTTP status that was answered, where there was an answer. */
  readonly status?: number
  /** The error word of the answer, such as `invalid_client` (RFC 6749 §5.2). */
  readonly oauthError?: string
  /** Milliseconds after which asking again makes sense. */
  readonly retryAfterMs?: number
}

/**
 * What this package throws, but for a signal's own reason when a caller aborts, and for an API that
 * cannot be reached, where `fetch` rejects as the runtime's own does. It never holds a secret: no
 * request, no answer's body and no cause is kept in it.
 */
export class MintmarkError extends Error {
  override readonly name = 'MintmarkError'
  readonly code: MintmarkErrorCode
  declare readonly status?: number
  declare readonly oauthError?: string
  declare readonly retryAfterMs?: number

  constructor(code: MintmarkErrorCode, message: string, facts: MintmarkErrorFacts = {}) {
    super(message)
    this.code = code
    Object.assign(this, facts)
  }
}
