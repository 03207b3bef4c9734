import type { ProblemAnswer } from '../../server/admin/problem.ts'

/** What the management API says no with (RFC 9457), or what stands for it when nothing answered. */
export class Problem extends Error {
  readonly status: number
  /** A row of the server's table of errors; what code chooses by. */
  readonly code: string
  readonly requestId: string | undefined
  readonly errors: readonly { readonly pointer: string; readonly detail: string }[]

  constructor(said: Partial<ProblemAnswer> & { readonly status: number; readonly detail: string }) {
    super(said.detail)
    this.name = 'Problem'
    this.status = said.status
    this.code = said.code ?? 'unreadable_answer'
    this.requestId = said.request_id
    this.errors = said.errors ?? []
  }
}

export const UNREACHABLE = 'unreachable'

export function unreachable(): Problem {
  const detail = 'The server did not answer. Check the connection and try again.'
  return new Problem({ status: 0, code: UNREACHABLE, detail })
}

/** Whatever was thrown, in words for a person. */
export function wordsOf(thrown: unknown): string {
  return thrown instanceof Problem ? thrown.message : 'Something went wrong in the console itself.'
}
