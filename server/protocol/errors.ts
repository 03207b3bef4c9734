/**
 * Every way to say no, in one table. A code is stable and internal; `oauth` is the word of
 * RFC 6749 §5.2 (or its sibling) that a standard client reads; a dialect may say it otherwise.
 */
interface ErrorRow {
  readonly status: number
  readonly oauth: string
  readonly meaning: string
  readonly reference: string
}

const RFC6749 = 'RFC 6749 §5.2'
const RFC6750 = 'RFC 6750 §3.1'
const RFC9110 = 'RFC 9110 §15'

export const ERRORS = {
  malformed_body: row(400, 'invalid_request', 'The request body cannot be read.', RFC6749),
  body_not_an_object: row(400, 'invalid_request', 'The body must hold named fields.', RFC6749),
  duplicate_parameter: row(400, 'invalid_request', 'A parameter is given twice.', 'RFC 6749 §3.2'),
  parameter_missing: row(400, 'invalid_request', 'A required parameter is missing.', RFC6749),
  parameter_malformed: row(400, 'invalid_request', 'A parameter has a wrong form.', RFC6749),
  phone_number_malformed: row(
    400,
    'invalid_request',
    'The phone number is not an international number.',
    'ITU-T E.164',
  ),
  recipient_forbidden: row(
    400,
    'invalid_request',
    'No texts are sent to this country.',
    'ITU-T E.164',
  ),
  ambiguous_path: row(
    400,
    'invalid_request',
    'The path can be read in more than one way.',
    'RFC 3986 §6.2.2',
  ),
  two_credentials: row(
    400,
    'invalid_request',
    'The request bears more than one credential.',
    'RFC 6750 §2',
  ),
  two_client_proofs: row(
    400,
    'invalid_request',
    'The client authenticates in more than one way.',
    'RFC 6749 §2.3',
  ),
  invalid_client: row(
    401,
    'invalid_client',
    'The client is unknown or not authenticated.',
    RFC6749,
  ),
  unauthorized_client: row(
    400,
    'unauthorized_client',
    'This client may not use this grant.',
    RFC6749,
  ),
  unsupported_grant_type: row(
    400,
    'unsupported_grant_type',
    'This grant type is not offered here.',
    RFC6749,
  ),
  unsupported_response_type: row(
    400,
    'unsupported_response_type',
    'Only response_type=code is offered.',
    'RFC 6749 §4.1.2.1',
  ),
  scope_missing: row(400, 'invalid_scope', 'A scope must be named.', 'RFC 6749 §3.3'),
  invalid_scope: row(
    400,
    'invalid_scope',
    'A scope is unknown or not open to this client.',
    'RFC 6749 §3.3',
  ),
  invalid_target: row(
    400,
    'invalid_target',
    'The resource is unknown or not open to this client.',
    'RFC 8707 §2',
  ),
  invalid_grant: row(
    400,
    'invalid_grant',
    'The code, token or password is wrong, expired, used or another client’s.',
    RFC6749,
  ),
  wrong_token_type: row(
    400,
    'invalid_grant',
    'A token of another type was presented.',
    'RFC 8725 §3.11',
  ),
  subject_gone: row(400, 'invalid_grant', 'Whom the token speaks for is no longer there.', RFC6749),
  access_denied: row(403, 'access_denied', 'Access is refused.', 'RFC 6749 §4.1.2.1'),
  resource_forbidden: row(
    403,
    'access_denied',
    'This credential has no access to that resource.',
    RFC9110,
  ),
  origin_forbidden: row(
    403,
    'access_denied',
    'Pages of this origin may not use this token.',
    'RFC 6454 §7',
  ),
  key_in_browser: row(
    403,
    'access_denied',
    'An API key must not be in a browser, where everybody can read it: use it on your server.',
    'RFC 6819 §4.1.1',
  ),
  lease_over: row(
    403,
    'access_denied',
    'What this token may be used for is used up.',
    'RFC 6749 §1.4',
  ),
  token_missing: row(401, 'invalid_request', 'The access token is missing.', RFC6750),
  invalid_token: row(401, 'invalid_token', 'The access token is invalid or has expired.', RFC6750),
  subject_token_required: row(401, 'invalid_token', 'The token must name a user.', RFC6750),
  insufficient_scope: row(403, 'insufficient_scope', 'The token lacks a scope.', RFC6750),
  no_rule: row(403, 'access_denied', 'No rule opens this path for this method.', RFC9110),
  wrong_region: row(403, 'access_denied', 'This token is of another region.', RFC9110),
  not_found: row(404, 'not_found', 'There is nothing here.', RFC9110),
  gone: row(410, 'gone', 'This has expired.', RFC9110),
  conflict: row(409, 'conflict', 'This name is taken.', RFC9110),
  idempotency_key_reused: row(
    422,
    'invalid_request',
    'This Idempotency-Key was used for another request.',
    'draft-ietf-httpapi-idempotency-key-header §2.7',
  ),
  forged_form: row(403, 'access_denied', 'The form was not sent from our own page.', RFC9110),
  method_not_allowed: row(405, 'invalid_request', 'This method is not offered here.', RFC9110),
  body_too_large: row(413, 'invalid_request', 'The request body is too large.', RFC9110),
  unsupported_media_type: row(
    415,
    'invalid_request',
    'This content type is not accepted here.',
    RFC9110,
  ),
  too_many_attempts: row(
    429,
    'slow_down',
    'Too many failed attempts; wait before the next.',
    'RFC 6585 §4',
  ),
  texts_used_up: row(
    429,
    'slow_down',
    'No more texts are sent for now; wait, or ask without a phone number.',
    'RFC 6585 §4',
  ),
  too_many_requests: row(
    429,
    'slow_down',
    'Too many requests; wait before the next.',
    'RFC 6585 §4',
  ),
  upstream_failed: row(502, 'bad_gateway', 'The API did not give an answer.', RFC9110),
  upstream_away: row(
    503,
    'temporarily_unavailable',
    'The API cannot be reached; try again.',
    RFC9110,
  ),
  upstream_late: row(504, 'gateway_timeout', 'The API did not answer in time.', RFC9110),
  server_error: row(500, 'server_error', 'An internal error occurred.', 'RFC 6749 §4.1.2.1'),
  temporarily_unavailable: row(
    503,
    'temporarily_unavailable',
    'The store cannot be reached; try again.',
    'RFC 6749 §4.1.2.1',
  ),
} as const satisfies Record<string, ErrorRow>

export type ErrorCode = keyof typeof ERRORS

export interface ProtocolErrorOptions {
  /** Public words; the table's meaning when absent. Never holds what the request sent. */
  readonly description?: string
  /** Words for the operator: log and audit only. */
  readonly detail?: string
  /** The parameter that is wrong, by its wire name. */
  readonly parameter?: string
  /** The offending value where the dialect echoes it (a scope), never a secret. */
  readonly value?: string
  /** Where the client's proof stood; decides the challenge (RFC 6749 §5.2). */
  readonly presentedIn?: 'basic' | 'body' | 'bearer' | 'header'
  readonly retryAfterSec?: number
  /** Methods offered instead, for `Allow`. */
  readonly allow?: readonly string[]
  /** Where the request belongs instead. */
  readonly baseUrl?: string
  /** Scopes that would have been enough (RFC 6750 §3). */
  readonly scopes?: readonly string[]
  readonly cause?: unknown
}

/** The only way to say no. Anything else that is thrown is a bug and answers `server_error`. */
export class ProtocolError extends Error {
  readonly code: ErrorCode
  readonly options: ProtocolErrorOptions

  constructor(code: ErrorCode, options: ProtocolErrorOptions = {}) {
    super(options.detail ?? options.description ?? ERRORS[code].meaning, { cause: options.cause })
    this.name = 'ProtocolError'
    this.code = code
    this.options = options
  }

  get status(): number {
    return ERRORS[this.code].status
  }

  get oauth(): string {
    return ERRORS[this.code].oauth
  }

  get description(): string {
    return this.options.description ?? ERRORS[this.code].meaning
  }
}

/** For who asks whether there is something: what is refused is not there, a fault is thrown. */
export function absentIfRefused(thrown: unknown): undefined {
  if (thrown instanceof ProtocolError && thrown.status < 500) return undefined
  throw thrown
}

/** Turns whatever was thrown into a refusal; a stranger becomes `server_error` with its cause. */
export function toProtocolError(thrown: unknown): ProtocolError {
  return thrown instanceof ProtocolError
    ? thrown
    : new ProtocolError('server_error', { cause: thrown })
}

function row(status: number, oauth: string, meaning: string, reference: string): ErrorRow {
  return { status, oauth, meaning, reference }
}
