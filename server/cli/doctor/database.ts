import type pg from 'pg'
import type { Config } from '../../config.ts'
import { nameOf } from '../store-place.ts'
import { type Finding, fail, ok, warn } from './finding.ts'
import { notifications, preparedStatements } from './pooler.ts'

const VERSION_MIN = 140_000
const CONNECT_MS_MAX = 5_000
const CLOCK_MS_MAX = 5_000
const TABLES_SHOWN = 4

/** PostgreSQL itself, and what stands between it and us; nothing of what is in it. */
export async function databaseFindings(config: Config): Promise<readonly Finding[]> {
  const { default: driver } = await import('pg')
  const opened: pg.Client[] = []
  const connect = async (): Promise<pg.Client> => {
    const client = new driver.Client({
      connectionString: config.database_url,
      connectionTimeoutMillis: CONNECT_MS_MAX,
      query_timeout: CONNECT_MS_MAX,
    })
    // What breaks is told by the query as well.
    client.on('error', () => {})
    opened.push(client)
    await client.connect()
    return client
  }
  try {
    const client = await connect()
    const settings = await readSettings(client)
    const isPrepared = config.database_prepared_statements
    return [
      reached(config, settings),
      durability(settings),
      await looked('replication', () => standbys(client, settings)),
      await looked('database clock', () => clockDifference(client)),
      await looked('notifications', () => notifications(connect)),
      await looked('prepared statements', () => preparedStatements(connect, isPrepared)),
      connections(config, settings),
      await looked('tables', () => tableSizes(client)),
    ]
  } catch (thrown) {
    return [unreached(config, thrown)]
  } finally {
    for (const client of opened) await client.end().catch(() => {})
  }
}

/** What one check could not do says nothing against the others. */
async function looked(name: string, look: () => Promise<Finding>): Promise<Finding> {
  try {
    return await look()
  } catch (thrown) {
    const advice = 'Run `mintmark doctor` again, and look at the database’s log if it stays so.'
    return warn(name, `it could not be looked at: ${reasonOf(thrown)}`, advice)
  }
}

interface Settings {
  readonly version_num: number
  readonly version: string
  readonly fsync: string
  readonly full_page_writes: string
  readonly synchronous_commit: string
  readonly synchronous_standby_names: string
  readonly max_connections: number
  readonly reserved: number
}

async function readSettings(client: pg.Client): Promise<Settings> {
  const { rows } = await client.query(`select
    current_setting('server_version_num')::int as version_num,
    current_setting('server_version') as version,
    current_setting('fsync') as fsync,
    current_setting('full_page_writes') as full_page_writes,
    current_setting('synchronous_commit') as synchronous_commit,
    current_setting('synchronous_standby_names') as synchronous_standby_names,
    current_setting('max_connections')::int as max_connections,
    current_setting('superuser_reserved_connections')::int as reserved`)
  return rows[0] as Settings
}

function reached({ database_url: url }: Config, { version, version_num }: Settings): Finding {
  const words = `${nameOf(url)} answers, version ${version}`
  return version_num >= VERSION_MIN
    ? ok('database', words)
    : fail('database', words, 'Update it to PostgreSQL 14 or later.')
}

function unreached({ database_url: url }: Config, thrown: unknown): Finding {
  const name = URL.canParse(url) ? nameOf(url) : 'the database'
  return fail(
    'database',
    `${name} cannot be reached: ${reasonOf(thrown)}`,
    'Look at database_url (MINTMARK_DATABASE_URL), and whether the database runs.',
  )
}

/** A host with several addresses gives an error without words of its own. */
function reasonOf(thrown: unknown): string {
  const [first] = thrown instanceof AggregateError ? thrown.errors : [thrown]
  return first instanceof Error ? first.message : String(first)
}

function durability(settings: Settings): Finding {
  const name = 'durability'
  const { fsync, full_page_writes, synchronous_commit } = settings
  const words = [
    `fsync=${fsync}`,
    `synchronous_commit=${synchronous_commit}`,
    `full_page_writes=${full_page_writes}`,
  ].join(', ')
  const isSafe = fsync === 'on' && synchronous_commit !== 'off' && full_page_writes === 'on'
  if (isSafe) return ok(name, words)
  const advice = 'Set all three to on: a power cut would undo what was acknowledged, or worse.'
  return fail(name, words, advice)
}

/** What a failover keeps. */
async function standbys(client: pg.Client, settings: Settings): Promise<Finding> {
  const name = 'replication'
  const { synchronous_standby_names: names, synchronous_commit: commits } = settings
  const { rows } = await client.query('select count(*)::int as n from pg_stat_replication')
  const count = Number(rows[0]?.n)
  const loses =
    'A failover loses the last commits: a revoked token may live again, a used one be used twice.'
  if (names !== '') {
    return commits === 'local'
      ? warn(name, 'commits do not wait for a standby (synchronous_commit=local)', loses)
      : ok(name, `synchronous (${names}): a failover keeps what was acknowledged`)
  }
  if (count === 0) return ok(name, 'no standby is connected: the disk of this one is all there is')
  const advice = `${loses} Set synchronous_standby_names, or revoke again after a failover.`
  return warn(name, `asynchronous, to ${count} standby${count === 1 ? '' : 's'}`, advice)
}

/** Nodes follow the database's clock, so a difference is no danger, but a sign. */
async function clockDifference(client: pg.Client): Promise<Finding> {
  const name = 'database clock'
  const before = Date.now()
  const { rows } = await client.query('select extract(epoch from clock_timestamp()) as at')
  const aheadMs = Math.round(Number(rows[0]?.at) * 1_000 - (before + Date.now()) / 2)
  const side = aheadMs < 0 ? 'behind' : 'ahead of'
  const words = `it is ${Math.abs(aheadMs)} ms ${side} this machine’s`
  return Math.abs(aheadMs) <= CLOCK_MS_MAX
    ? ok(name, `${words}; nodes follow it`)
    : warn(name, words, 'Nodes follow it, but logs will not agree: set both clocks (NTP).')
}

/** One node takes its pool, and one connection that hears of revocations. */
function connections(config: Config, { max_connections, reserved }: Settings): Finding {
  const name = 'connections'
  const free = max_connections - reserved
  const each = config.database_connections_max + 1
  const nodes = Math.floor(free / each)
  const words = `${free} are there, a node takes up to ${each}: enough for ${nodes}`
  const advice =
    'Raise max_connections, lower database_connections_max, or put a pooler between them.'
  if (nodes === 0) return fail(name, words, advice)
  return nodes === 1 ? warn(name, words, advice) : ok(name, words)
}

async function tableSizes(client: pg.Client): Promise<Finding> {
  const { rows } = await client.query(`select relname as name,
    pg_size_pretty(pg_total_relation_size(oid)) as size,
    pg_size_pretty(sum(pg_total_relation_size(oid)) over ()) as whole
    from pg_class where relkind = 'r' and relnamespace = current_schema()::regnamespace
    order by pg_total_relation_size(oid) desc, relname limit ${TABLES_SHOWN}`)
  if (rows.length === 0) return ok('tables', 'there are none yet')
  const largest = rows.map(({ name, size }) => `${name} ${size}`).join(', ')
  return ok('tables', `${rows[0].whole} in all; the largest: ${largest}`)
}
