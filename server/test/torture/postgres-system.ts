import { randomBytes } from 'node:crypto'
import { withPublicHost } from '../nodes/public-host.ts'
import { freePort, newFolder } from '../places.ts'
import { openKillableDatabase } from './killable-database.ts'
import { superviseStart } from './supervisor.ts'
import { type RunningNode, SETTINGS, type System } from './system.ts'

const NODES = 2

/** Two servers that share nothing but their database and their master key. */
export async function openPostgresSystem(): Promise<System> {
  const database = await openKillableDatabase()
  const ports = await Promise.all(Array.from({ length: NODES }, freePort))
  const dataDirs = ports.map(newFolder)
  const env = {
    ...SETTINGS,
    MINTMARK_DATABASE_URL: database.url,
    MINTMARK_DATABASE_CONNECTIONS_MAX: '8',
    MINTMARK_MASTER_KEY: randomBytes(32).toString('base64'),
    MINTMARK_BASE_URL: `http://127.0.0.1:${ports[0]}`,
  }
  const nodes = new Map<number, RunningNode>()
  const start = async (place: number): Promise<void> => {
    const startedAtMs = performance.now()
    const started = await superviseStart({ port: ports[place], dataDir: dataDirs[place], env })
    const mint = withPublicHost(started)
    nodes.set(place, { place, mint, startedAtMs })
  }
  const killNode = async (place: number): Promise<void> => {
    const node = nodes.get(place)
    nodes.delete(place)
    await node?.mint.kill()
  }
  const places = ports.map((_, place) => place)
  await Promise.all(places.map(start))
  return {
    get nodes() {
      return places.flatMap((place) => nodes.get(place) ?? [])
    },
    victims: ['node 0', 'database', 'node 1', 'everything'],
    async kill(victim) {
      const isAll = victim === 'everything'
      const doomed = places.filter((place) => isAll || victim === `node ${place}`)
      const database_ = isAll || victim === 'database' ? [database.kill()] : []
      await Promise.all([...doomed.map(killNode), ...database_])
    },
    async restart() {
      await database.start()
      await Promise.all(places.filter((place) => !nodes.has(place)).map(start))
    },
    async close() {
      try {
        for (const node of nodes.values()) await node.mint.stop()
      } finally {
        await database.close()
      }
    },
  }
}
