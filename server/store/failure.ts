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

const SQLITE_ERROR = 1
const SQLITE_CONSTRAINT = 19
const SQLITE_MISUSE = 21
