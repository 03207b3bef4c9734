import { setTimeout as pause } from 'node:timers/promises'
import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  handleWhen,
  type IPolicy,
} from 'cockatiel'
import pg from 'pg'
import { remainingMs } from '../protocol/deadline.ts'
import { fromPostgres, raise, StoreUnavailable } from './failure.ts'

const CONNECT_MS_MAX = 1_000
const QUERY_MS_MAX = 1_500
/** So many failures in a row, and nobody waits but one that looks again after the pause. */
const FAILURES_MAX = 4
const AWAY_MS = 500

export interface Query {
  readonly text: string
  readonly name?: string
  readonly values?: unknown[]
}

export type RunQuery = (query: Query) => Promise<pg.QueryResult>

export interface GuardedPool {
  readonly pool: pg.Pool
  /** One statement on any connection, guarded. */
  readonly query: RunQuery
  /** Lends a connection; whoever knows nothing of its state any more gives it back as broken. */
  lend<T>(work: (connection: pg.PoolClient) => Promise<T>): Promise<T>
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
    connectionTimeoutMillis: CONNECT_MS_MAX,
    query_timeout: QUERY_MS_MAX,
    keepAlive: true,
  })
  // An idle connection that breaks must not take the process with it.
  pool.on('error', onError)
  const isAway = (thrown: unknown) => fromPostgres(thrown) instanceof StoreUnavailable
  const breaker = circuitBreaker(handleWhen(isAway), {
    halfOpenAfter: AWAY_MS,
    breaker: new ConsecutiveBreaker(FAILURES_MAX),
  })
  return {
    pool,
    query: (query) => guarded(breaker, async () => pool.query(timed(query) as { text: string })),
    lend: (work) => guarded(breaker, () => lendFrom(pool, work)),
  }
}

/** The query with the time that its request has left. */
export function timed(query: Query): Query {
  const ms = remainingMs(QUERY_MS_MAX)
  if (ms <= 0) throw new StoreUnavailable('the request ran out of time')
  return { ...query, query_timeout: Math.ceil(ms) } as Query
}

async function guarded<T>(breaker: IPolicy, work: () => Promise<T>): Promise<T> {
  try {
    return await breaker.execute(work)
  } catch (thrown) {
    throw thrown instanceof BrokenCircuitError ? new StoreUnavailable(thrown) : thrown
  }
}

async function lendFrom<T>(
  pool: pg.Pool,
  work: (connection: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const connection = await connectInTime(pool)
  let isBroken = false
  try {
    return await work(connection)
  } catch (thrown) {
    isBroken = thrown instanceof StoreUnavailable
    throw thrown
  } finally {
    connection.release(isBroken)
  }
}

async function connectInTime(pool: pg.Pool): Promise<pg.PoolClient> {
  const ms = remainingMs(CONNECT_MS_MAX)
  if (ms <= 0) throw new StoreUnavailable('the request ran out of time')
  const connecting = pool.connect()
  const late = new AbortController()
  const first = await Promise.race([
    connecting.catch(raise),
    pause(ms, undefined, { signal: late.signal }).catch(() => undefined),
  ])
  late.abort()
  if (first !== undefined) return first
  // It may still arrive; the next in line gets it.
  connecting.then(
    (connection) => connection.release(),
    () => {},
  )
  throw new StoreUnavailable('no connection was free in time')
}
