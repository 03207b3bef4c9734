import { type Dialect, isResourceEndpoint, type Operation } from '../../server/dialects/contract.ts'
import { dialects } from '../../server/dialects/index.ts'
import {
  ERRORS,
  type ErrorCode,
  ProtocolError,
  type ProtocolErrorOptions,
} from '../../server/protocol/errors.ts'
import { code, inCell, table } from './markdown.ts'

const OPENING = `# Errors

Every refusal has one of these codes. The code is what audit records, metrics and logs show. On the
wire each style says it in its own words: further down is what each answers to a program that asks
for a token and to one that uses one. Where a code cannot occur the cell is empty.

From outside, unknown, foreign and wrong look the same. Why a request was refused stands in the
audit record, found by the request id that every answer carries in \`x-request-id\`. Errors on pages
that people open (sign-in, consent, guest links) are HTML with the same status. The management API
answers problems (RFC 9457) that name the code.`

/** What a refusal of this kind typically carries, so that the words on the wire are real ones. */
const TYPICAL: Partial<Record<ErrorCode, ProtocolErrorOptions>> = {
  malformed_body: { description: 'The body is not valid JSON.' },
  body_not_an_object: { value: 'array' },
  parameter_missing: { parameter: 'name' },
  parameter_malformed: { parameter: 'name' },
  duplicate_parameter: { parameter: 'name' },
  phone_number_malformed: { parameter: 'phone_number' },
  invalid_client: { presentedIn: 'body' },
  invalid_scope: { value: 'a-scope' },
  insufficient_scope: { scopes: ['a-scope'] },
  method_not_allowed: { allow: ['POST'], value: 'GET' },
  unsupported_media_type: { value: 'text/plain' },
  too_many_attempts: { retryAfterSec: 60 },
  temporarily_unavailable: { retryAfterSec: 1 },
}

type Place = 'token' | 'resource' | 'page'

/** Codes that occur in one place only; all others may occur wherever a program asks. */
const ONLY_AT: Partial<Record<ErrorCode, Place>> = {
  two_client_proofs: 'token',
  phone_number_malformed: 'token',
  invalid_client: 'token',
  unauthorized_client: 'token',
  unsupported_grant_type: 'token',
  scope_missing: 'token',
  invalid_scope: 'token',
  invalid_target: 'token',
  invalid_grant: 'token',
  wrong_token_type: 'token',
  subject_gone: 'token',
  token_missing: 'resource',
  subject_token_required: 'resource',
  insufficient_scope: 'resource',
  not_found: 'resource',
  unsupported_response_type: 'page',
  access_denied: 'page',
  forged_form: 'page',
  gone: 'page',
  conflict: 'page',
}

const CODES = Object.keys(ERRORS) as ErrorCode[]
const CONTEXT = { requestId: '0b9f6f0a-6d1e-4c86-9b0e-3f5d7c1a2b48', now: 1_767_225_600 }

/** Every error code, and how each style writes it: what its own \`refuse\` answers. */
export function errorsPage(): string {
  const meanings = CODES.map((name) => {
    const { status, oauth, meaning, reference } = ERRORS[name]
    return [code(name), String(status), code(oauth), inCell(meaning), inCell(reference)]
  })
  return [
    OPENING,
    table(['code', 'status', 'OAuth word', 'meaning', 'reference'], meanings),
    ...dialects.map(dialectSection),
    '',
  ].join('\n\n')
}

function dialectSection(dialect: Dialect): string {
  const resource = dialect.endpoints.find(isResourceEndpoint)?.operation
  const rows = CODES.filter((name) => ONLY_AT[name] !== 'page').map((name) => [
    code(name),
    isAt('token', name) ? wireForm(dialect, 'token', name) : '',
    resource !== undefined && isAt('resource', name) ? wireForm(dialect, resource, name) : '',
  ])
  const shown = rows.map(([name = '', made = '', borne = '']) => {
    return [name, made, made === borne ? 'the same' : borne]
  })
  const head = ['code', 'asking for a token', 'using one']
  return `## ${dialect.title}\n\n${table(head, shown)}`
}

function isAt(place: Place, name: ErrorCode): boolean {
  const only = ONLY_AT[name]
  return only === undefined || only === place
}

function wireForm(dialect: Dialect, operation: Operation, name: ErrorCode): string {
  const error = new ProtocolError(name, TYPICAL[name])
  const { status, headers, body } = dialect.refuse(error, operation, CONTEXT)
  const challenge = headers['www-authenticate']
  const second = challenge === undefined ? '' : `<br>${code(`WWW-Authenticate: ${challenge}`)}`
  return `${status} ${code(body)}${second}`
}
