import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { freePort, newFolder } from '../places.ts'
import { superviseStart } from './supervisor.ts'
import { type RunningNode, SETTINGS, type System } from './system.ts'

const DATABASE = 'mintmark.db'

/** One server with the embedded store. */
export async function openSqliteSystem(): Promise<System> {
  const dataDir = newFolder()
  const port = await freePort()
  const start = async (): Promise<RunningNode> => {
    const startedAtMs = performance.now()
    const env = { ...SETTINGS, MINTMARK_DATABASE_URL: '' }
    return { place: 0, mint: await superviseStart({ dataDir, port, env }), startedAtMs }
  }
  let node: RunningNode | undefined = await start()
  return {
    get nodes() {
      return node === undefined ? [] : [node]
    },
    victims: ['server'],
    async kill() {
      const killed = node
      node = undefined
      await killed?.mint.kill()
    },
    async restart() {
      node ??= await start()
    },
    async close() {
      await node?.mint.stop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

/** Something is done to the folder of a killed server before it is started again. */
async function openTamperedSystem(
  prepare: (dataDir: string) => (dataDir: string) => void,
): Promise<System> {
  const honest = await openSqliteSystem()
  const dataDir = honest.nodes[0]?.mint.dataDir ?? ''
  const tamper = prepare(dataDir)
  return {
    ...honest,
    get nodes() {
      return honest.nodes
    },
    async restart() {
      if (honest.nodes.length === 0) tamper(dataDir)
      await honest.restart()
    },
  }
}

/** A disk that loses what was written to it: each restart finds what the first start wrote. */
export function openForgetfulSystem(): Promise<System> {
  const kept = newFolder()
  return openTamperedSystem((first) => {
    copyDatabase(first, kept)
    return (dataDir) => copyDatabase(kept, dataDir)
  })
}

/** As if revocations were kept in memory only. */
export function openUnrevokingSystem(): Promise<System> {
  return openTamperedSystem(() => (dataDir) => {
    const database = new DatabaseSync(join(dataDir, DATABASE))
    database.exec('delete from notices')
    database.close()
  })
}

function copyDatabase(from: string, to: string): void {
  for (const end of ['', '-wal', '-shm']) {
    rmSync(join(to, DATABASE + end), { force: true })
    cpSync(join(from, DATABASE + end), join(to, DATABASE + end), { force: true })
  }
}
