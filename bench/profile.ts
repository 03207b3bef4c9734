import { argv, exit, stderr, stdout } from 'node:process'
import { CONNECTIONS, load } from './load.ts'
import { pinLoad } from './pin.ts'
import { selfTimes } from './profile-sums.ts'
import { nowMicros, startProfiled } from './profiles/profiled.ts'
import { rowsOn } from './rows.ts'

/**
 * `node bench/profile.ts ROW [SECONDS]`: puts one row's load on a server that profiles itself, and
 * says in which modules and functions its time goes. The start and the warm-up are left out.
 */
const MODULES_MAX = 40
const FUNCTIONS_MAX = 45

async function run(name: string, seconds: number): Promise<string> {
  const { server, finish } = await startProfiled({ isPinned: pinLoad() })
  try {
    const row = rowsOn(server).find((one) => one.name === name)
    if (row === undefined) throw new Error(`there is no row called ${name}`)
    const { port } = server
    const source = await row.open(seconds)
    // The first second belongs to the compiler, and everything before it to the start.
    await load(source, { port, seconds: 1, connections: CONNECTIONS })
    const fromMicros = nowMicros()
    const done = await load(source, { port, seconds, connections: CONNECTIONS })
    const toMicros = nowMicros()
    const { modules, functions } = selfTimes(await finish(), fromMicros, toMicros)
    return [
      `${name}: ${done.requests} requests in ${done.elapsedSec.toFixed(1)} s, profiled`,
      '\nself time by module',
      ...lines(modules, MODULES_MAX),
      '\nself time by function',
      ...lines(functions, FUNCTIONS_MAX),
    ].join('\n')
  } finally {
    await server.stop()
  }
}

function lines(shares: ReadonlyMap<string, number>, count: number): string[] {
  const sorted = [...shares].sort(([, a], [, b]) => b - a).slice(0, count)
  return sorted.map(([name, share]) => `${(share * 100).toFixed(1).padStart(5)} %  ${name}`)
}

try {
  const [name = 'cc-es256', seconds = '8'] = argv.slice(2)
  stdout.write(`${await run(name, Number(seconds))}\n`)
  exit(0)
} catch (error) {
  stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  exit(1)
}
