import { ProtocolError } from '../protocol/errors.ts'

/** The store did not do what was asked; nobody may be told otherwise. */
export class StoreUnavailable extends ProtocolError {
  constructor(cause: unknown) {
    super('temporarily_unavailable', { retryAfterSec: 1, cause, detail: String(cause) })
    this.name = 'StoreUnavailable'
  }

  /** Faults of the disk or the lock are the store's; a wrong query is a bug and stays itself. */
  static unlessOurs(cause: unknown): unknown {
    const code = (cause as { errcode?: unknown } | undefined)?.errcode
    if (typeof code !== 'number') return cause
    const primary = code & 0xff
    if (primary === SQLITE_CONSTRAINT) return new StoreConflict(cause)
    return primary === SQLITE_ERROR || primary === SQLITE_MISUSE
      ? cause
      : new StoreUnavailable(cause)
  }
}

/** The name is taken. */
export class StoreConflict extends ProtocolError {
  constructor(cause: unknown) {
    super('conflict', { cause })
    this.name = 'StoreConflict'
  }
}

/** The same distinction for PostgreSQL, by SQLSTATE class; no SQLSTATE means no answer at all. */
export function fromPostgres(cause: unknown): unknown {
  if (cause instanceof ProtocolError) return cause
  const code = (cause as { code?: unknown } | undefined)?.code
  if (code === UNIQUE_VIOLATION) return new StoreConflict(cause)
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return new StoreUnavailable(cause)
  const isOurs = code.startsWith('42') || code.startsWith('22') || code.startsWith('23')
  return isOurs ? cause : new StoreUnavailable(cause)
}

export function raise(cause: unknown): never {
  throw fromPostgres(cause)
}

/** A refusal by the rules, as opposed to a fault: what was done before it is kept. */
export function isDecision(thrown: unknown): thrown is ProtocolError {
  return (
    thrown instanceof ProtocolError &&
    !(thrown instanceof StoreConflict) &&
    !(thrown instanceof StoreUnavailable)
  )
}

const UNIQUE_VIOLATION = '23505'
const SQLITE_ERROR = 1
const SQLITE_CONSTRAINT = 19
const SQLITE_MISUSE = 21
