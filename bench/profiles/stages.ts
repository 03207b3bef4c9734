import { execPath } from 'node:process'
import { freshDatabase } from '../../server/test/postgres.ts'
import { CONNECTIONS, load, type Source } from '../load.ts'
import { pacedLoad } from '../paced.ts'
import { rowsOn } from '../rows.ts'
import type { BenchServer, StartOptions } from '../server.ts'
import { newFolder } from '../server.ts'
import { startBareHttp } from '../start-bare-http.ts'
import { growthStages } from './growth-stages.ts'
import { profileIn, profilingInto, startProfiled } from './profiled.ts'
import type { Stage, StageLoad } from './stage.ts'
import { verifyStage } from './verify-stage.ts'

const SHARE_OF_MOST = 0.7

/** Name, what the table calls it, and the row of the benchmark that it is. */
type Subject = readonly [name: string, title: string, row: string]

const ONE_CORE: readonly Subject[] = [
  ['rs256', 'client_credentials, RS256', 'cc-rs256'],
  ['api-key', 'API key for an agent token, HS256', 'agent-token'],
  ['refresh', 'refresh, standard, SQLite', 'refresh-standard'],
  ['refresh-envoy', 'refresh, Envoy, SQLite', 'refresh-envoy'],
]
const TWO_CORES: readonly Subject[] = [
  ['rs256-two-cores', 'client_credentials, RS256, both cores', 'cc-rs256'],
]
const ON_POSTGRES: readonly Subject[] = [
  ['postgres-refresh', 'refresh, PostgreSQL', 'refresh-standard'],
  ['postgres-code', 'code exchange, PostgreSQL', 'code'],
  ['postgres-revoke', 'revocation, PostgreSQL', 'revoke-stored'],
]
const PACED: Subject = ['p99-es256', 'client_credentials, ES256, at 70 %', 'cc-es256']

type Start = Omit<StartOptions, 'folder' | 'isPinned'>

export function stagesOf(engines: readonly string[]): readonly Stage[] {
  return [
    serverStage(ONE_CORE, async () => ({}), [PACED]),
    bareStage,
    serverStage(TWO_CORES, async () => ({ hasBothCores: true })),
    ...(engines.includes('postgres')
      ? [
          serverStage(ON_POSTGRES, async () => ({
            env: { MINTMARK_DATABASE_URL: await freshDatabase() },
          })),
        ]
      : []),
    verifyStage,
    ...growthStages(engines),
  ]
}

function serverStage(
  subjects: readonly Subject[],
  start: () => Promise<Start>,
  paced: readonly Subject[] = [],
): Stage {
  return {
    names: [...subjects, ...paced].map(([name]) => name),
    async open(_options, isPinned) {
      const { server, finish } = await startProfiled({ isPinned, ...(await start()) })
      return {
        pid: server.pid,
        loads: [
          ...subjects.map((one) => fullLoad(one, server)),
          ...paced.map(([name, title, row]) => pacedAt(name, title, server, opening(row, server))),
        ],
        finish,
      }
    },
  }
}

/** What the machine and Node themselves do at such a pace. */
const bareStage: Stage = {
  names: ['p99-bare'],
  async open(_options, isPinned) {
    const folder = newFolder()
    const bare = await startBareHttp(isPinned, { node: [execPath, ...profilingInto(folder)] })
    const open = async (): Promise<Source> => bare.source()
    return {
      pid: bare.pid,
      loads: [pacedAt('p99-bare', 'a bare node:http, at 70 %', bare, open)],
      async finish() {
        await bare.stop()
        return profileIn(folder)
      },
    }
  },
}

function fullLoad([name, title, row]: Subject, server: BenchServer): StageLoad {
  const open = opening(row, server)
  return {
    name,
    title,
    async open(seconds) {
      const source = await open(seconds)
      return () => load(source, { port: server.port, seconds, connections: CONNECTIONS })
    },
  }
}

/** As fast as it can be first, and then seven tenths of that. */
function pacedAt(
  name: string,
  title: string,
  { port }: { readonly port: number },
  open: (seconds: number) => Promise<Source>,
): StageLoad {
  let most: number | undefined
  return {
    name,
    title,
    isPaced: true,
    async open(seconds) {
      const source = await open(seconds)
      if (most === undefined) {
        const done = await load(source, { port, seconds, connections: CONNECTIONS })
        most = done.requests / done.elapsedSec
      }
      const perSec = most * SHARE_OF_MOST
      return () => pacedLoad(source, { port, seconds, connections: CONNECTIONS, perSec })
    },
  }
}

function opening(name: string, server: BenchServer): (seconds: number) => Promise<Source> {
  const row = rowsOn(server).find((one) => one.name === name)
  if (row === undefined) throw new Error(`there is no row called ${name}`)
  return row.open
}
