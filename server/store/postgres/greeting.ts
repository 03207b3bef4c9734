import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { patiently } from '../../protocol/deadline.ts'
import { fromPostgres, isAway, StoreNotOpened, wordsOf } from '../failure.ts'
import { CONNECT_MS_MAX, QUERY_MS_MAX } from './pool.ts'

const VERSION_MIN = 140_000
const RETRY_MS = 500

const LOOK_AT_URL = 'Look at database_url (MINTMARK_DATABASE_URL): user, password, host, database.'

const ASK = `select current_setting('server_version_num')::int as version,
  current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits`

interface Answer {
  readonly version: number
  readonly fsync: string
  readonly commits: string
}

/**
 * Whether this PostgreSQL can be relied on: it fails at start rather than after a power cut. One
 * that is not there yet is waited for, since machines of a platform start in any order; one that
 * refuses us is not.
 */
export async function meetPostgres(
  url: string,
  waitMsMax: number,
  onError: (cause: unknown) => void,
): Promise<void> {
  const until = performance.now() + waitMsMax
  for (;;) {
    try {
      return assertUsable(await ask(url))
    } catch (thrown) {
      const cause = fromPostgres(thrown)
      if (thrown instanceof StoreNotOpened) throw thrown
      if (!isAway(cause)) throw refusedBy(url, thrown)
      if (performance.now() >= until) throw missing(url, waitMsMax, thrown)
      onError(cause)
    }
    await pause(RETRY_MS)
  }
}

async function ask(url: string): Promise<Answer> {
  const client = clientFor(url)
  // A connection that breaks is told by the query as well.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query(ASK)
    return rows[0] as Answer
  } finally {
    client.end().catch(() => {})
  }
}

function clientFor(url: string): pg.Client {
  try {
    return new pg.Client({
      connectionString: url,
      connectionTimeoutMillis: patiently(CONNECT_MS_MAX),
      query_timeout: patiently(QUERY_MS_MAX),
    })
  } catch {
    // Its own words would show the address, and that holds the password.
    throw new StoreNotOpened('The address of PostgreSQL cannot be read.', LOOK_AT_URL)
  }
}

function assertUsable({ version, fsync, commits }: Answer): void {
  if (version < VERSION_MIN) {
    throw new StoreNotOpened(`PostgreSQL 14 or later is needed, not ${version}.`, 'Update it.')
  }
  if (fsync !== 'on' || commits === 'off') {
    throw new StoreNotOpened(
      `PostgreSQL is not durable: fsync=${fsync}, synchronous_commit=${commits}.`,
      'What was acknowledged would be lost with the power. Set both to on.',
    )
  }
}

function refusedBy(url: string, cause: unknown): StoreNotOpened {
  const message = `PostgreSQL at ${placeOf(url)} refuses: ${wordsOf(cause)}${databaseOf(url)}.`
  return new StoreNotOpened(message, LOOK_AT_URL)
}

function missing(url: string, waitMsMax: number, cause: unknown): StoreNotOpened {
  const waited = waitMsMax === 0 ? '' : ` within ${Math.round(waitMsMax / 1_000)} s`
  return new StoreNotOpened(
    `PostgreSQL at ${placeOf(url)} did not answer${waited}: ${wordsOf(cause)}${databaseOf(url)}.`,
    'Look at database_url (MINTMARK_DATABASE_URL) and whether the database runs.',
  )
}

/** Host and port: the rest of the address holds the password. */
function placeOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that cannot be read'
}

function databaseOf(url: string): string {
  return URL.canParse(url)
    ? ` (database ${decodeURIComponent(new URL(url).pathname.slice(1))})`
    : ''
}
