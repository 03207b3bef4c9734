import { setTimeout as pause } from 'node:timers/promises'
import type { Mint } from '../mint.ts'
import type { RunningNode } from './system.ts'
import { Violation } from './violation.ts'
import type { Outcome, World } from './world.ts'

/**
 * What a thing must be found to be. What is dead was acknowledged so at an instant, by a node; what
 * is alive may be so since an instant, if others must hear of it; what is unsure waits for the
 * first look, and stays what it was found to be.
 */
export type Fate =
  | { readonly state: 'alive'; readonly sinceMs?: number }
  | { readonly state: 'unsure' }
  | { readonly state: 'dead'; readonly sinceMs: number; readonly place: number | undefined }

export const ALIVE: Fate = { state: 'alive' }
export const UNSURE: Fate = { state: 'unsure' }

/**
 * The bound of the settings: beyond it a node that has not heard says nothing at all. How much
 * faster it is, is counted; on a machine that does ten things at once it proves little.
 */
const REACH_MS = 10_000

/** An end was asked for. */
export function endedBy(before: Fate, outcome: Outcome): Fate {
  if (before.state === 'dead') return before
  if (outcome.how === 'unknown') return UNSURE
  if (outcome.how === 'refused') return before
  return { state: 'dead', sinceMs: performance.now(), place: outcome.place }
}

/** Of several that a thing depends on: dead if one of them is. */
export function fateOf(...fates: readonly Fate[]): Fate {
  const dead = fates.find((one) => one.state === 'dead')
  if (dead !== undefined) return dead
  return fates.some((one) => one.state === 'unsure') ? UNSURE : ALIVE
}

/** Whether this node has had the time to hear of it, when it is asked now. */
export function mustKnow(world: World, node: RunningNode, fate: Fate): boolean {
  if (fate.state === 'unsure' || fate.sinceMs === undefined) return true
  if (node.startedAtMs > fate.sinceMs) return true
  if (fate.state === 'dead' && node.place === fate.place) return true
  const heardByMs = Math.max(fate.sinceMs, world.outages.wholeSinceMs) + REACH_MS
  return performance.now() > heardByMs
}

/**
 * Looks at every node until all say what must be; throws when one says otherwise that must know
 * better. Answers the fate as it is known then.
 */
export async function settle(
  world: World,
  thing: string,
  what: string,
  fate: Fate,
  isAlive: (on: Mint) => Promise<boolean>,
): Promise<Fate> {
  let settled = fate
  for (const node of world.system.nodes) {
    for (;;) {
      const isStrict = mustKnow(world, node, settled)
      const found = await isAlive(world.lie(node.mint))
      world.checks += 1
      if (settled.state === 'unsure') {
        const sinceMs = performance.now()
        settled = found ? ALIVE : { state: 'dead', sinceMs, place: node.place }
        world.history.note(thing, `${what} is found ${settled.state}`)
        break
      }
      if (found === (settled.state === 'alive')) break
      if (settled.state === 'dead') world.unheard(settled.sinceMs)
      if (isStrict) {
        throw new Violation(thing, `${what} is ${found ? 'alive' : 'dead'} on node ${node.place}`)
      }
      await pause(20)
    }
  }
  return settled
}
