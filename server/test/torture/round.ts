import { setTimeout as pause } from 'node:timers/promises'
import { type Chance, chanceFrom } from './chance.ts'
import { EVERYTHING } from './history.ts'
import type { Kill } from './outages.ts'
import type { Maker, Thing } from './thing.ts'
import { makeClient } from './things/client.ts'
import { makeCode } from './things/code.ts'
import { makeEnvoyFamily, makeStandardFamily } from './things/family-makers.ts'
import { makeRoom } from './things/room.ts'
import type { Asker, World } from './world.ts'

export interface Load {
  readonly workers: number
  /** How often each of them acts in a round. */
  readonly acts: number
  /** Each round has one at least, unless there are none at all. */
  readonly killsMax: number
}

export const KILLS_MAX = 3
const DOWN_MS_MAX = 300
/** One in so many acts makes something new. */
const NEW_ONE_IN = 6
/** One in so many acts comes although something is down. */
const HASTY_ONE_IN = 3
/** Nodes look for each other's notices several times in this time. */
const SETTLE_MS = 1_000

/** What is named more often is made more often. */
const MAKERS: readonly Maker[] = [
  makeClient,
  makeClient,
  makeClient,
  makeStandardFamily,
  makeStandardFamily,
  makeEnvoyFamily,
  makeCode,
  makeCode,
  makeCode,
  makeRoom,
]

/** All workers act, something is killed meanwhile, and then every promise is looked at. */
export async function playRound(
  world: World,
  seed: string,
  round: number,
  load: Load,
): Promise<readonly Thing[]> {
  const chance = chanceFrom(seed, round)
  world.history.note(EVERYTHING, `round ${round} begins`)
  world.outages.plan(killsOf(world, chance, load, round))
  const made: Thing[] = []
  // The first who finds a promise broken stops the others, so that nobody acts behind our back.
  const broken = new AbortController()
  const workers = Array.from({ length: load.workers }, async (_, n) => {
    const asker: Asker = { world, chance: chanceFrom(seed, round, n) }
    // All share the signing keys; one turns them.
    const own = n === 0 ? [world.keys.thing] : []
    for (let act = 0; act < load.acts && !broken.signal.aborted; act += 1) {
      const thing = await actOnce(asker, own, `r${round}w${n}n${act}`)
      if (thing !== undefined) made.push(thing)
    }
  })
  const ends = workers.map((worker) =>
    worker.catch((thrown: unknown) => {
      broken.abort(thrown)
    }),
  )
  await Promise.all(ends)
  broken.signal.throwIfAborted()
  await check(world, made)
  return made
}

/** The victims take turns from round to round, so that each comes up whatever the seed. */
function killsOf({ system }: World, chance: Chance, load: Load, round: number): readonly Kill[] {
  const operations = load.workers * load.acts
  const kills = load.killsMax === 0 ? 0 : 1 + chance.below(load.killsMax)
  return Array.from({ length: kills }, (_, n) => ({
    atOperation: 1 + chance.below(operations),
    victim: system.victims[(round + n) % system.victims.length] ?? '',
    downMs: chance.below(DOWN_MS_MAX),
  }))
}

/** Something new, which is answered, or something done to what there is. */
async function actOnce(asker: Asker, own: Thing[], id: string): Promise<Thing | undefined> {
  const { world, chance } = asker
  if (!chance.isOneIn(HASTY_ONE_IN)) await world.outages.whenWhole()
  const acting = own.filter((one) => one.actions.length > 0)
  if (acting.length > 0 && !chance.isOneIn(NEW_ONE_IN)) {
    await chance.pick(chance.pick(acting).actions)(asker)
    return undefined
  }
  const thing = await chance.pick(MAKERS)(asker, id)
  if (thing !== undefined) own.push(thing)
  return thing
}

/** Only now is nothing asked for any more, so that what is unsure can be settled. */
export async function check(world: World, things: readonly Thing[]): Promise<void> {
  await world.outages.whenWhole()
  await pause(Math.max(0, world.outages.wholeSinceMs + SETTLE_MS - performance.now()))
  await world.keys.thing.check(world)
  for (const thing of things) await thing.check(world)
}
