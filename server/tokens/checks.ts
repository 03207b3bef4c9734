import { type ErrorCode, ProtocolError } from '../protocol/errors.ts'

/** One check as `token explain` tells it. */
export interface Check {
  readonly words: string
  readonly passed: boolean
}

/** Hears every check in order; absent on the hot path. */
export type Trace = (check: Check) => void

/** One condition of being alive. The words are for the operator; the public hears only the code. */
export function demand(
  passed: boolean,
  words: string,
  trace: Trace | undefined,
  code: ErrorCode = 'invalid_token',
): asserts passed {
  trace?.({ words, passed })
  if (!passed) throw new ProtocolError(code, { detail: `failed: ${words}` })
}
