import type { Mint } from '../mint.ts'
import type { Answer } from '../wire.ts'
import type { Chance } from './chance.ts'
import type { History } from './history.ts'
import type { Outages } from './outages.ts'
import type { RunningNode, System } from './system.ts'
import type { Keys } from './things/keys.ts'
import { Violation } from './violation.ts'

/** The server gives up a little later than this, and says so. */
const SLOW_MS = 900

/** Everything that workers and checks share. */
export interface World {
  /** Tells this run from others on the same system. */
  readonly run: string
  readonly system: System
  readonly history: History
  readonly outages: Outages
  readonly keys: Keys
  /** Between the checker and a server; identity, but for the tests of the checker itself. */
  readonly lie: (mint: Mint) => Mint
  checks: number
  /** Somebody had not heard yet of what happened at this instant. */
  unheard(sinceMs: number): void
}

/** Somebody who asks: a worker, or the check. */
export interface Asker {
  readonly world: World
  readonly chance: Chance
}

/**
 * What came of it. `ok` and `refused` were answered and must stay true; of `unknown` nobody can say
 * whether it happened, but it must have happened as a whole or not at all.
 */
export type Outcome =
  | { readonly how: 'ok'; readonly answer: Answer; readonly place: number }
  | { readonly how: 'refused'; readonly answer: Answer; readonly place: number }
  | { readonly how: 'unknown'; readonly place: number }

/** Asks one node that runs; the chance says which. */
export async function ask(
  asker: Asker,
  thing: string,
  what: string,
  request: (on: Mint) => Promise<Answer>,
): Promise<Outcome> {
  const { world, chance } = asker
  const node = await anyNode(world, chance)
  return askOn(world, node, thing, what, request)
}

export async function askOn(
  world: World,
  { place, mint }: RunningNode,
  thing: string,
  what: string,
  request: (on: Mint) => Promise<Answer>,
): Promise<Outcome> {
  const operation = world.history.begin(thing, what, place)
  const askedAtMs = performance.now()
  world.outages.count()
  let answer: Answer
  try {
    answer = await request(world.lie(mint))
  } catch (thrown) {
    operation.end('unknown', String(thrown))
    demandOutage(world, thing, what, askedAtMs, String(thrown))
    return { how: 'unknown', place }
  }
  const { status, text } = answer
  if (status === 503) {
    operation.end('unknown', '503')
    if (performance.now() - askedAtMs > SLOW_MS) world.outages.slow()
    demandOutage(world, thing, what, askedAtMs, `503 ${text}`)
    return { how: 'unknown', place }
  }
  const how = status < 400 ? 'ok' : 'refused'
  operation.end(how, `${status} ${text.slice(0, 200)}`)
  if (status >= 500) throw new Violation(thing, `${what} was answered ${status}: ${text}`)
  return { how, answer, place }
}

export async function anyNode({ system, outages }: World, chance: Chance): Promise<RunningNode> {
  while (system.nodes.length === 0) await outages.whenWhole()
  return chance.pick(system.nodes)
}

/** Only while something is killed, or is too slow for the deadline, may an answer fail to come. */
function demandOutage(world: World, thing: string, what: string, sinceMs: number, words: string) {
  if (world.outages.wasDisturbed(sinceMs)) return
  throw new Violation(thing, `${what} got no answer although nothing was killed: ${words}`)
}
