import { MintmarkError, type MintmarkErrorCode } from '../errors.ts'

/** A field of the request that is wrong, by JSON pointer. */
export interface WrongField {
  readonly pointer: string
  readonly detail: string
}

/** What the management API said no with (RFC 9457). */
export class Problem extends MintmarkError {
  /** The server's own word, such as `not_found` or `conflict`; see its page of errors. */
  readonly problem: string | undefined
  readonly errors: readonly WrongField[]
  /** To be told to whoever runs the server. */
  readonly requestId: string | undefined

  constructor(status: number, said: unknown, retryAfterMs: number | undefined) {
    const found = typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
    const { detail, code, errors, request_id } = found
    const words = typeof detail === 'string' ? detail : `The server answered ${status}.`
    super(codeOf(status), words, { status, ...(retryAfterMs !== undefined && { retryAfterMs }) })
    this.problem = typeof code === 'string' ? code : undefined
    this.errors = Array.isArray(errors) ? errors.flatMap(readField) : []
    this.requestId = typeof request_id === 'string' ? request_id : undefined
  }
}

function codeOf(status: number): MintmarkErrorCode {
  if (status === 429) return 'rate_limited'
  return status >= 500 ? 'unavailable' : 'refused'
}

function readField(value: unknown): WrongField[] {
  if (typeof value !== 'object' || value === null) return []
  const { pointer, detail } = value as Record<string, unknown>
  return typeof pointer === 'string' && typeof detail === 'string' ? [{ pointer, detail }] : []
}
