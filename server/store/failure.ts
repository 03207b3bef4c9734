import { ProtocolError } from '../protocol/errors.ts'

/** The store did not do what was asked; nobody may be told otherwise. */
export class StoreUnavailable extends ProtocolError {
  constructor(cause: unknown) {
    super('temporarily_unavailable', { retryAfterSec: 1, cause, detail: wordsOf(cause) })
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

/** The request's own time is over: nothing was asked, so nothing is known of the store. */
export class OutOfTime extends StoreUnavailable {
  constructor() {
    super('the request ran out of time')
    this.name = 'OutOfTime'
  }
}

/** The store cannot be opened; for whoever starts a program, with what to do about it. */
export class StoreNotOpened extends Error {
  readonly advice: string

  constructor(message: string, advice: string) {
    super(message)
    this.name = 'StoreNotOpened'
    this.advice = advice
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
  if (code === NO_SUCH_STATEMENT || code === STATEMENT_EXISTS) return new StoreUnavailable(MIXED_UP)
  if (typeof code !== 'string' || !/^[0-9A-Z]{5}$/.test(code)) return new StoreUnavailable(cause)
  const isOurs = code.startsWith('42') || code.startsWith('22') || code.startsWith('23')
  return isOurs ? cause : new StoreUnavailable(cause)
}

/**
 * Whether the database is not there at all (class 08, 57P, 53300, or silence), as opposed to one
 * that answers and says no: a standby, a full disk, a deadlock.
 */
export function isAway(thrown: unknown): boolean {
  if (!(thrown instanceof StoreUnavailable) || thrown instanceof OutOfTime) return false
  const code = (thrown.options.cause as { code?: unknown } | undefined)?.code
  const isState = typeof code === 'string' && /^[0-9A-Z]{5}$/.test(code)
  return !isState || /^(08|57P|53300)/.test(code)
}

/** What went wrong, in the system's own words. */
export function wordsOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  // Several addresses that all refused are an error without words of its own.
  const [first] = cause instanceof AggregateError ? cause.errors : []
  return cause.message || (first === undefined ? cause.name : wordsOf(first))
}

export function raise(cause: unknown): never {
  throw fromPostgres(cause)
}

/** Whether another process holds SQLite's lock. */
export function isBusy(thrown: unknown): boolean {
  if (!(thrown instanceof StoreUnavailable)) return false
  const code = (thrown.options.cause as { errcode?: unknown } | undefined)?.errcode
  return typeof code === 'number' && (code & 0xff) === SQLITE_BUSY
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
const NO_SUCH_STATEMENT = '26000'
const STATEMENT_EXISTS = '42P05'
/** Of no use to a client, and all that an operator needs. */
const MIXED_UP =
  'a pooler mixes up prepared statements: set database_prepared_statements to false, or its ' +
  'max_prepared_statements above 0'
const SQLITE_ERROR = 1
const SQLITE_BUSY = 5
const SQLITE_CONSTRAINT = 19
const SQLITE_MISUSE = 21
