// Databases in a real PostgreSQL, one for whoever asks. `npm test` starts one cluster for all test
// files and names it in MINTMARK_TEST_CLUSTER; a file that runs alone starts its own.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { Socket } from 'node:net'
import { join } from 'node:path'
import type pg from 'pg'

export interface Cluster {
  readonly url: string
  /** Its data directory, where it is ours. */
  readonly folder: string | undefined
  /** How the names of this run's databases begin. */
  readonly prefix: string
}

export interface KeptCluster extends Cluster {
  /** Ends it, and answers when nothing of it is left. */
  end(): Promise<void>
}

const KEEPER = join(import.meta.dirname, 'postgres-keeper.ts')

let opened: Promise<KeptCluster> | undefined
let databases = 0

/** The cluster of this run of the tests. */
export function testCluster(): Promise<KeptCluster> {
  const given = process.env.MINTMARK_TEST_CLUSTER
  opened ??=
    given === undefined
      ? startCluster()
      : Promise.resolve({ ...(JSON.parse(given) as Cluster), end: async () => {} })
  return opened
}

/** The URL of an empty database of its own; it is dropped after this process has ended. */
export async function freshDatabase(template?: string): Promise<string> {
  databases += 1
  // Before anything is waited for: several may ask at once.
  const mark = `${databases}`
  return (await namedDatabase(await testCluster(), mark, template)).url
}

/** One with a name that this program's children may copy it by; a copy of another, if asked. */
export async function namedDatabase(
  { url, prefix }: Pick<Cluster, 'url' | 'prefix'>,
  mark: string,
  template?: string,
): Promise<{ readonly name: string; readonly url: string }> {
  const name = `${prefix}${process.pid}_${mark}`
  await queryOnce(url, `create database ${name} ${template ? `template ${template}` : ''}`)
  const own = new URL(url)
  own.pathname = `/${name}`
  return { name, url: own.href }
}

/** The process whose test made a database. */
export function ownerOf(database: string): number {
  return Number(database.split('_').at(-2))
}

export async function queryOnce(url: string, text: string): Promise<pg.QueryResult> {
  const { Client } = (await import('pg')).default
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return await client.query(text)
  } finally {
    await client.end()
  }
}

/** Ends the cluster that this file started for itself; without it, it ends with the process. */
export async function stopPostgres(): Promise<void> {
  await (await opened)?.end()
}

export async function startCluster(): Promise<KeptCluster> {
  const { NODE_TEST_CONTEXT: _, NODE_OPTIONS: __, ...env } = process.env
  // In a group of its own, so that Ctrl-C in a terminal leaves it the time to tidy up.
  const keeper = spawn(process.execPath, [KEEPER], {
    env,
    detached: true,
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const cluster = JSON.parse(await firstLineOf(keeper)) as Cluster
  // The keeper waits for this process to end, not the other way round.
  keeper.unref()
  if (keeper.stdin instanceof Socket) keeper.stdin.unref()
  return {
    ...cluster,
    async end() {
      if (keeper.exitCode !== null || keeper.signalCode !== null) return
      keeper.ref()
      keeper.stdin.end()
      await once(keeper, 'exit')
    },
  }
}

async function firstLineOf(keeper: ChildProcess): Promise<string> {
  let text = ''
  for await (const chunk of keeper.stdout?.setEncoding('utf8') ?? []) {
    text += chunk
    if (text.includes('\n')) break
  }
  if (!text.includes('\n')) throw new Error('There is no PostgreSQL for the tests.')
  return text
}
