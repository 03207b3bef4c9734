import { type ErrorCode, ProtocolError } from '../protocol/errors.ts'
import type { TokenClaims } from '../protocol/token-style.ts'
import type { FamilyRecord } from '../store/families.ts'

/** One check as `token explain` tells it. */
export interface Check {
  readonly words: string
  readonly passed: boolean
  /** What is proved from here on and stays true of a token that fails a later check. */
  readonly proved?:
    | { readonly dialect: string; readonly claims: TokenClaims }
    | { readonly family: FamilyRecord }
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
