import {
  BrokenCircuitError,
  CircuitState,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
} from 'cockatiel'
import pg from 'pg'
import { patiently, remainingMs } from '../../protocol/deadline.ts'
import { isAway, OutOfTime, raise, StoreUnavailable } from '../failure.ts'
import { type Turns, turnsOf } from './turns.ts'

export const CONNECT_MS_MAX = 1_000
export const QUERY_MS_MAX = 1_500
/** So many failures in a row, and nobody waits any more but one that looks after the pause. */
const FAILURES_MAX = 4
const AWAY_MS = 500
const GONE = 'PostgreSQL did not answer the last times'

export interface Query {
  readonly text: string
  readonly name?: string
  readonly values?: unknown[]
}

export type RunQuery = (query: Query) => Promise<pg.QueryResult>

/** A connection, and how to give it back; a broken one is closed. */
export interface Lent {
  readonly connection: pg.PoolClient
  giveBack(isBroken: boolean): void
}

export interface GuardedPool {
  readonly pool: pg.Pool
  /** One statement on any connection. */
  readonly query: RunQuery
  /** Lends a connection; one of which nothing is known any more is closed when it comes back. */
  lend<T>(work: (connection: pg.PoolClient) => Promise<T>): Promise<T>
  /** Lends one for longer than the database should be judged by: until it is given back. */
  keep<T>(prepare: (connection: pg.PoolClient) => Promise<T>): Promise<[Lent, T]>
}

/**
 * Connections that never make anybody wait past the deadline. A database that hangs is found out
 * by the first few; after them everybody is refused at once, so that nothing piles up, until one
 * who tries again finds it there.
 */
export function guardedPool(
  options: pg.PoolConfig,
  onError: (cause: unknown) => void,
): GuardedPool {
  const pool = new pg.Pool({
    ...options,
    connectionTimeoutMillis: patiently(CONNECT_MS_MAX),
    query_timeout: patiently(QUERY_MS_MAX),
    keepAlive: true,
  })
  neverThrow(pool, onError)
  const breaker = circuitBreaker(handleWhen(isAway), {
    halfOpenAfter: AWAY_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  })
  const guarded = async <T>(work: () => Promise<T>): Promise<T> => {
    // While one looks whether the database is back, nobody else waits for what it finds.
    if (breaker.state === CircuitState.HalfOpen) throw new StoreUnavailable(GONE)
    try {
      return await breaker.execute(work)
    } catch (thrown) {
      throw thrown instanceof BrokenCircuitError ? new StoreUnavailable(GONE) : thrown
    }
  }
  const turns = turnsOf(pool.options.max)
  const lend: GuardedPool['lend'] = (work) => guarded(() => lendFrom(pool, turns, work))
  return {
    pool,
    query: (query) => lend(async (connection) => connection.query(timed(query)).catch(raise)),
    lend,
    keep: (prepare) => guarded(() => keepFrom(pool, turns, prepare)),
  }
}

/** A connection that breaks, idle or lent, must not take the process with it. */
export function neverThrow(pool: pg.Pool, onError: (cause: unknown) => void): void {
  pool.on('error', onError)
  // Whoever it is lent to learns of it by the next query.
  pool.on('connect', (connection) => connection.on('error', () => {}))
}

/** The query with the time that its request has left, in the form that the driver's types know. */
export function timed(query: Query): { text: string } {
  const ms = remainingMs(QUERY_MS_MAX)
  if (ms <= 0) throw new OutOfTime()
  const limited = { ...query, query_timeout: Math.ceil(ms) }
  return limited
}

async function lendFrom<T>(
  pool: pg.Pool,
  turns: Turns,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const { connection, giveBack } = await connectInTime(pool, turns)
  let isBroken = false
  try {
    return await work(connection)
  } catch (thrown) {
    isBroken = isUnsettled(thrown)
    throw thrown
  } finally {
    giveBack(isBroken)
  }
}

async function keepFrom<T>(
  pool: pg.Pool,
  turns: Turns,
  prepare: (connection: pg.PoolClient) => Promise<T>,
): Promise<[Lent, T]> {
  const lent = await connectInTime(pool, turns)
  try {
    return [lent, await prepare(lent.connection)]
  } catch (thrown) {
    lent.giveBack(true)
    throw thrown
  }
}

/** Whether it was left in the middle of something. */
export function isUnsettled(thrown: unknown): boolean {
  return thrown instanceof OutOfTime || isAway(thrown)
}

async function connectInTime(pool: pg.Pool, turns: Turns): Promise<Lent> {
  await turns.take()
  const connecting = pool.connect()
  // A plain timer: to abort one costs an error with its stack, for each statement.
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new StoreUnavailable('it does not let us in in time')),
    Math.max(0, remainingMs(CONNECT_MS_MAX)),
  )
  try {
    const connection = await Promise.race([connecting.catch(raise), late.promise])
    return {
      connection,
      giveBack(isBroken) {
        connection.release(isBroken)
        turns.give()
      },
    }
  } catch (thrown) {
    // It may still arrive; the next in line gets it.
    void connecting
      .then(
        (connection) => connection.release(),
        () => {},
      )
      .then(turns.give)
    throw thrown
  } finally {
    clearTimeout(timer)
  }
}
