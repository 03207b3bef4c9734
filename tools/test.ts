// `npm test`: every test once, and those that a store has a part in on the other engine as well,
// all beside one PostgreSQL, which ends with the run. There is no run without it.
//
//     npm test                                             # everything, on SQLite and PostgreSQL
//     npm test -- --store postgres server/test/threats
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { globSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { namedDatabase, startCluster } from '../server/test/postgres.ts'
import type { Furnished } from '../server/test/test-store.ts'
import { bundleServer } from './bundle/bundle.ts'
import { inBatches } from './test/batches.ts'
import { furnish } from './test/furnish.ts'
import { quickFolder } from './test/quick-folder.ts'
import { type Pass, readRun } from './test/run.ts'

const root = join(import.meta.dirname, '..')
/** Of one test; the longest take half a minute on two cores, and minutes on a busy machine. */
const TEST_MS_MAX = 240_000
const LIMIT = new URL('test/limit.ts', import.meta.url).href
const EVERYWHERE =
  '{server,client,console,embed,room,conformance,tools,examples,bench}/**/*.test.ts'

const { passes, options } = readRun(process.argv.slice(2), root, () =>
  globSync(EVERYWHERE, { cwd: root, exclude: ['**/node_modules/**'] }).sort(),
)
const scratch = join(root, `node_modules/.cache/test-${process.pid}`)
const { main } = await bundleServer(root, join(scratch, 'server'))
let isStopped = false
const temporary = quickFolder()
process.env.TMPDIR = temporary.path
const cluster = await startCluster()
try {
  // It starts what this names, so it is loaded after the name was given.
  process.env.MINTMARK_TEST_MAIN = main
  const { startMint } = await import('../server/test/mint.ts')
  for (const pass of passes) {
    if (!isStopped) await runPass(pass, await furnishFor(pass, startMint))
  }
} finally {
  await cluster.end()
  temporary.remove()
  rmSync(scratch, { recursive: true, force: true })
}

async function furnishFor({ store }: Pass, start: Parameters<typeof furnish>[0]) {
  const folder = join(scratch, `furnished-${store}`)
  const database = store === 'postgres' ? await namedDatabase(cluster, 'furnished') : undefined
  await furnish(start, folder, database?.url)
  return { folder, ...(database && { database: database.name }) }
}

async function runPass({ store, files }: Pass, furnished: Furnished): Promise<void> {
  const { url, folder, prefix } = cluster
  console.log(`\n== ${files.length} test files on ${store}`)
  // Nearly half of the time is waiting, for a clock, a disk or a browser: three more than cores.
  const concurrency = `--test-concurrency=${availableParallelism() + 3}`
  // What waits for something that never comes is told by name, while there is time to say it.
  const ending = [`--test-timeout=${TEST_MS_MAX}`, '--import', LIMIT]
  const given = inBatches(root, files, join(scratch, `batches-${store}`))
  const all = ['--test', concurrency, ...ending, ...options, ...given]
  const runner = spawn(process.execPath, all, {
    cwd: root,
    env: {
      // Many processes: compiled once, all but the first start in half the time.
      NODE_COMPILE_CACHE: join(scratch, 'compile'),
      ...process.env,
      MINTMARK_TEST_MAIN: main,
      MINTMARK_TEST_FURNISHED: JSON.stringify(furnished),
      MINTMARK_TEST_STORE: store,
      MINTMARK_TEST_CLUSTER: JSON.stringify({ url, folder, prefix }),
    },
    stdio: 'inherit',
  })
  const stop = (signal: NodeJS.Signals) => {
    isStopped = true
    runner.kill(signal)
  }
  process.on('SIGINT', stop).on('SIGTERM', stop)
  const [code] = await once(runner, 'exit')
  process.off('SIGINT', stop).off('SIGTERM', stop)
  if (code !== 0) process.exitCode = 1
}
