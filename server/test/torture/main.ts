// `npm run torture`: reads what is asked for, and says what came of it.
import { parseArgs } from 'node:util'
import { KILLS_MAX } from './round.ts'
import { STORES, type Torture, torture } from './torture.ts'

const { values } = parseArgs({
  options: {
    store: { type: 'string', default: 'sqlite' },
    rounds: { type: 'string', default: '200' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    round: { type: 'string' },
    workers: { type: 'string', default: '8' },
    acts: { type: 'string', default: '20' },
  },
})
const { store } = values
if (!isStore(store)) throw new Error(`--store is sqlite or postgres, not ${store}.`)
const options: Torture = {
  store,
  seed: values.seed,
  firstRound: count('round', values.round ?? '1'),
  rounds: values.round === undefined ? count('rounds', values.rounds) : 1,
  workers: count('workers', values.workers),
  acts: count('acts', values.acts),
  killsMax: KILLS_MAX,
  onRound: (round, { ok, refused, unknown, kills, checks }) => {
    const killed = Object.values(kills).reduce((sum, one) => sum + one, 0)
    console.log(
      `round ${round}: ${ok} ok, ${refused} refused, ${unknown} unknown; ` +
        `${killed} kills, ${checks} checks`,
    )
  },
}

console.log(`Torture of ${store}, seed ${options.seed}.`)
// What cleans up after a failure is told of it first, and says nothing.
const { figures, broken } = await torture(options).catch((cause: unknown) => {
  console.error(cause)
  process.exit(2)
})
console.log(figures, `${Math.round(performance.now() / 1_000)} s`)
if (broken !== undefined) {
  const { violation, round, history } = broken
  console.log(`\nBROKEN in round ${round}: ${violation.thing}: ${violation.message}\n`)
  console.log(`${history.join('\n')}\n`)
  const load = `--workers ${options.workers} --acts ${options.acts}`
  const again = `--store ${store} --seed ${options.seed} --round ${round} ${load}`
  console.log(`Play this round again: npm run torture -- ${again}`)
  process.exitCode = 1
}

function isStore(name: string): name is Torture['store'] {
  return Object.hasOwn(STORES, name)
}

function count(name: string, text: string): number {
  const number = Number(text)
  if (!Number.isSafeInteger(number) || number < 1) throw new Error(`--${name} is a whole number.`)
  return number
}
