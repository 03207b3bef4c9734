import { remainingMs } from '../../protocol/deadline.ts'
import { OutOfTime } from '../failure.ts'

/** Whoever waits longer is one too many. */
const TURN_MS_MAX = 1_000

export interface Turns {
  /** Waits for a turn, first come, first served. */
  take(): Promise<void>
  give(): void
}

/**
 * Turns at a number of connections. Whoever waits here waits for other requests, which says
 * nothing about the database; so a crowd is not mistaken for an outage.
 */
export function turnsOf(count: number): Turns {
  let free = count
  const waiting: (() => void)[] = []
  return {
    async take() {
      if (free > 0) {
        free -= 1
        return
      }
      const ms = remainingMs(TURN_MS_MAX)
      if (ms <= 0) throw new OutOfTime()
      await new Promise<void>((resolve, reject) => {
        const turn = () => {
          clearTimeout(timer)
          resolve()
        }
        const timer = setTimeout(() => {
          waiting.splice(waiting.indexOf(turn), 1)
          reject(new OutOfTime())
        }, ms)
        waiting.push(turn)
      })
    },
    give() {
      const next = waiting.shift()
      if (next === undefined) free += 1
      else next()
    },
  }
}
