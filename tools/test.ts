// `npm test`: every test once, and those that a store has a part in on the other engine as well,
// all beside one PostgreSQL, which ends with the run. There is no run without it. What draws pages
// or measures, and failed beside the others, runs once more by itself; if it passes then, the end
// says so.
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
import { filesToRepeat, type Outcome, readOutcome, settled } from './test/outcome.ts'
import { quickFolder } from './test/quick-folder.ts'
import { type Pass, readRun } from './test/run.ts'

const root = join(import.meta.dirname, '..')
/** Of one test; the longest take half a minute on two cores, and minutes on a busy machine. */
const TEST_MS_MAX = 240_000
const LIMIT = new URL('test/limit.ts', import.meta.url).href
/** Nearly half of the time is waiting, for a clock, a disk or a browser: three more than cores. */
const CONCURRENCY = availableParallelism() + 3
const SHOWN = ['--test-reporter=spec', '--test-reporter-destination=stdout']
const REPORTER = new URL('test/outcome-reporter.ts', import.meta.url).href
const EVERYWHERE =
  '{server,client,console,embed,room,conformance,tools,examples,bench}/**/*.test.ts'

const { passes, options } = readRun(process.argv.slice(2), root, () =>
  globSync(EVERYWHERE, { cwd: root, exclude: ['**/node_modules/**'] }).sort(),
)
const scratch = join(root, `node_modules/.cache/test-${process.pid}`)
const { main } = await bundleServer(root, join(scratch, 'server'))
let isStopped = false
const total = { passed: 0, failed: 0 }
const unsteady: string[] = []
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
for (const file of unsteady) console.log(`unsteady: ${file} failed beside others, and passed alone`)
console.log(`\n${total.passed} passed, ${total.failed} failed`)
if (total.failed > 0 || isStopped) process.exitCode = 1

async function furnishFor({ store }: Pass, start: Parameters<typeof furnish>[0]) {
  const folder = join(scratch, `furnished-${store}`)
  const database = store === 'postgres' ? await namedDatabase(cluster, 'furnished') : undefined
  await furnish(start, folder, database?.url)
  return { folder, ...(database && { database: database.name }) }
}

async function runPass({ store, files }: Pass, furnished: Furnished): Promise<void> {
  console.log(`\n== ${files.length} test files on ${store}`)
  const given = inBatches(root, files, join(scratch, `batches-${store}`))
  const first = await runFiles(given, store, furnished, CONCURRENCY)
  const again = isStopped ? [] : filesToRepeat(first)
  let found = first
  if (again.length > 0) {
    console.log(`\n== once more, by themselves: ${again.join(', ')}`)
    found = settled(first, again, await runFiles(again, store, furnished, 1))
    const failed = new Set(found.failures.map(({ file }) => file))
    unsteady.push(...again.filter((file) => !failed.has(file)))
  }
  total.passed += found.passed
  total.failed += found.failures.length
}

async function runFiles(
  given: readonly string[],
  store: Pass['store'],
  furnished: Furnished,
  concurrency: number,
): Promise<Outcome> {
  const { url, folder, prefix } = cluster
  const lines = join(scratch, `outcome-${store}-${concurrency}`)
  // What waits for something that never comes is told by name, while there is time to say it.
  const ending = [`--test-timeout=${TEST_MS_MAX}`, '--import', LIMIT]
  const telling = [`--test-reporter=${REPORTER}`, `--test-reporter-destination=${lines}`]
  const all = [`--test-concurrency=${concurrency}`, ...ending, ...SHOWN, ...telling, ...options]
  const runner = spawn(process.execPath, ['--test', ...all, ...given], {
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
  return readOutcome(root, lines, code)
}
