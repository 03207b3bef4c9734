import { setTimeout as pause } from 'node:timers/promises'
import { isAway } from './failure.ts'

const RETRY_MS = 500

/**
 * Makes the attempt again and again while the store is away, for so long at most. For a start: a
 * request that cannot wait is told instead, and whoever starts begins from nothing each time.
 */
export async function whileAway<T>(
  waitMsMax: number,
  attempt: () => Promise<T>,
  onError: (cause: unknown) => void,
): Promise<T> {
  const until = performance.now() + waitMsMax
  for (;;) {
    try {
      return await attempt()
    } catch (thrown) {
      if (!isAway(thrown) || performance.now() >= until) throw thrown
      onError(thrown)
    }
    await pause(RETRY_MS)
  }
}
