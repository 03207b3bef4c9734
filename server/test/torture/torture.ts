import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { newFolder } from '../places.ts'
import { chanceFrom } from './chance.ts'
import { openHistory } from './history.ts'
import { outagesOf } from './outages.ts'
import { openPostgresSystem } from './postgres-system.ts'
import { check, type Load, playRound } from './round.ts'
import { openSqliteSystem } from './sqlite-system.ts'
import type { System } from './system.ts'
import type { Thing } from './thing.ts'
import { keysOf } from './things/keys.ts'
import { Violation } from './violation.ts'
import type { World } from './world.ts'

export const STORES = {
  sqlite: openSqliteSystem,
  postgres: openPostgresSystem,
} as const

export interface Torture extends Load {
  readonly store: keyof typeof STORES
  readonly seed: string
  readonly firstRound: number
  readonly rounds: number
  /** For tests of the checker: a system that breaks its promises, a wire that lies. */
  readonly open?: () => Promise<System>
  readonly lie?: World['lie']
  onRound?(round: number, figures: Figures): void
}

export interface Figures {
  readonly ok: number
  readonly refused: number
  readonly unknown: number
  readonly kills: Readonly<Record<string, number>>
  readonly checks: number
  /** Requests that the machine was too slow for: they were refused by their deadline. */
  readonly slow: number
  /** The longest time after which a node had not yet heard of an act of another. */
  readonly unheardMsMax: number
}

export interface Broken {
  readonly round: number
  readonly violation: Violation
  /** What was asked and answered of the thing, and when what was killed. */
  readonly history: readonly string[]
}

/** Things of earlier rounds that are looked at again after each. */
const LOOKED_AT_AGAIN = 25

/** Answers the figures, and what was broken first, if anything was. */
export async function torture(
  options: Torture,
): Promise<{ readonly figures: Figures; readonly broken: Broken | undefined }> {
  const system = await (options.open ?? STORES[options.store])()
  const history = openHistory(join(newFolder(), 'history.tsv'))
  const outages = outagesOf(system, history)
  let unheardMsMax = 0
  const unheard = (sinceMs: number) => {
    const ms = performance.now() - Math.max(sinceMs, outages.wholeSinceMs)
    unheardMsMax = Math.max(unheardMsMax, Math.round(ms))
  }
  const lie = options.lie ?? ((mint) => mint)
  const world: World = {
    system,
    history,
    outages,
    keys: keysOf(),
    lie,
    checks: 0,
    unheard,
    run: randomUUID(),
  }
  const figures = (): Figures => ({
    ...history.counts,
    kills: Object.fromEntries(outages.kills),
    checks: world.checks,
    slow: outages.slowCount,
    unheardMsMax,
  })
  const all: Thing[] = []
  const last = options.firstRound + options.rounds - 1
  let round = options.firstRound
  try {
    for (; round <= last; round += 1) {
      const again = someOf(all, options.seed, round)
      all.push(...(await playRound(world, options.seed, round, options)))
      await check(world, again)
      options.onRound?.(round, figures())
    }
    await check(world, all)
    return { figures: figures(), broken: undefined }
  } catch (thrown) {
    if (!(thrown instanceof Violation)) throw thrown
    const broken = { round, violation: thrown, history: history.linesOf(thrown.thing) }
    return { figures: figures(), broken }
  } finally {
    await outages.whenWhole()
    await system.close()
    history.close()
  }
}

function someOf(all: readonly Thing[], seed: string, round: number): readonly Thing[] {
  if (all.length === 0) return []
  const chance = chanceFrom(seed, round, 'again')
  return Array.from({ length: LOOKED_AT_AGAIN }, () => chance.pick(all))
}
