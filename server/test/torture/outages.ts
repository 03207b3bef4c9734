import { setTimeout as pause } from 'node:timers/promises'
import { EVERYTHING, type History } from './history.ts'
import type { System } from './system.ts'

/** A node whose database is back needs a moment to find it. */
const HEAL_MS_MAX = 2_000

/** One kill of the plan: before which operation, of what, and for how long. */
export interface Kill {
  readonly atOperation: number
  readonly victim: string
  readonly downMs: number
}

/** Kills by the plan, and remembers when the system was not whole. */
export interface Outages {
  readonly kills: ReadonlyMap<string, number>
  /** Since when everything runs that should. */
  readonly wholeSinceMs: number
  plan(kills: readonly Kill[]): void
  /** One more operation is about to be asked for. */
  count(): void
  whenWhole(): Promise<void>
  /** The machine did not get to it in time, and for a moment the database counts as away. */
  slow(): void
  readonly slowCount: number
  /** Whether anything was down between this instant and now, or had only just come back. */
  wasDisturbed(sinceMs: number): boolean
}

export function outagesOf(system: System, history: History): Outages {
  const kills = new Map<string, number>()
  let waiting: Kill[] = []
  let operations = 0
  let wholeSinceMs = performance.now()
  let ongoing: Promise<void> | undefined
  let slowAtMs = -Infinity
  let slowCount = 0
  const strike = async ({ victim, downMs }: Kill): Promise<void> => {
    history.note(EVERYTHING, `SIGKILL ${victim}`)
    kills.set(victim, (kills.get(victim) ?? 0) + 1)
    await system.kill(victim)
    await pause(downMs)
    await system.restart()
    await untilReady(system)
    history.note(EVERYTHING, `${victim} is back`)
    wholeSinceMs = performance.now()
  }
  return {
    kills,
    get wholeSinceMs() {
      return wholeSinceMs
    },
    plan(list) {
      operations = 0
      waiting = [...list].sort((one, other) => one.atOperation - other.atOperation)
    },
    count() {
      operations += 1
      const [next] = waiting
      if (next === undefined || operations < next.atOperation || ongoing !== undefined) return
      waiting.shift()
      ongoing = strike(next).then(() => {
        ongoing = undefined
      })
      // Whoever waits for the system to be whole hears of what went wrong.
      ongoing.catch(() => {})
    },
    async whenWhole() {
      while (ongoing !== undefined) await ongoing
    },
    slow() {
      slowCount += 1
      slowAtMs = performance.now()
    },
    get slowCount() {
      return slowCount
    },
    wasDisturbed: (sinceMs) =>
      ongoing !== undefined || sinceMs < Math.max(wholeSinceMs, slowAtMs) + HEAL_MS_MAX,
  }
}

async function untilReady({ nodes }: System): Promise<void> {
  for (const { mint } of nodes) {
    const isReady = () =>
      mint.request('/readyz').then(
        (answer) => answer.status === 200,
        () => false,
      )
    const deadline = performance.now() + 30_000
    while (!(await isReady())) {
      if (performance.now() > deadline) throw new Error(`It does not heal:\n${mint.output()}`)
      await pause(20)
    }
  }
}
