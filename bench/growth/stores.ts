import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Secrets, secretsFrom } from '../../server/credentials/secrets.ts'
import type { StoreAddress } from '../../server/store/store.ts'
import { freshDatabase } from '../../server/test/postgres.ts'
import { type BenchServer, newFolder, type StartOptions, startServer } from '../server.ts'
import { fill } from './fill.ts'
import { type Population, populationOf } from './population.ts'

export type EngineName = 'sqlite' | 'postgres'

/** A filled store and the server that runs on it. */
export interface FilledStore {
  readonly engine: EngineName
  readonly address: StoreAddress
  readonly population: Population
  readonly server: BenchServer
  readonly fillSec: number
  /** The newest refresh token of each family that rotated. */
  readonly rotated: Map<number, string>
}

const CONNECTIONS_MAX = 16

/** The demo platform first, by a server of its own, and then everybody else. */
export async function openFilledStore(
  engine: EngineName,
  size: number,
  isPinned: boolean,
  start: Pick<StartOptions, 'main' | 'nodeArgs'> = {},
): Promise<FilledStore> {
  const folder = newFolder()
  const url = engine === 'postgres' ? await freshDatabase() : ''
  // A database that writes back what was filled in is slow for a while, and is not gone.
  const env = { MINTMARK_DATABASE_URL: url, MINTMARK_STORE_ANSWER_SEC: '20' }
  const first = await startServer({ folder, isPinned, env })
  await first.stop()
  const address = addressOf(folder, url)
  const secrets = secretsIn(folder)
  const population = populationOf(size, secrets)
  const startMs = performance.now()
  await fill(address, population, secrets)
  const fillSec = (performance.now() - startMs) / 1_000
  const server = await startServer({ folder, isPinned, env, ...start })
  return { engine, address, population, server, fillSec, rotated: new Map() }
}

/** The store of a server in dev mode: in its folder, or where the URL says. */
export function addressOf(folder: string, url: string): StoreAddress {
  return url === '' ? { file: join(folder, 'mintmark.db') } : postgresAt(url)
}

function postgresAt(url: string): StoreAddress {
  return {
    url,
    connectionsMax: CONNECTIONS_MAX,
    usesPreparedStatements: true,
    onError(cause) {
      throw cause
    },
  }
}

/** The dev server keeps its key beside the store. */
export function secretsIn(folder: string): Secrets {
  const text = readFileSync(join(folder, 'master.key'), 'utf8').trim()
  return secretsFrom(Buffer.from(text, 'base64'))
}
