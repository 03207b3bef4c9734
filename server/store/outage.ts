import { wordsOf } from './failure.ts'

const QUIET_MS = 10_000

/**
 * Tells of the first fault at once and then now and then of how many there were: an outage must
 * not fill the disk with its own log.
 */
export function outageTeller(
  tell: (words: string, times: number) => void,
  nowMs: () => number = () => performance.now(),
): (cause: unknown) => void {
  let toldAtMs = -Infinity
  let untold = 0
  return (cause) => {
    untold += 1
    if (nowMs() - toldAtMs < QUIET_MS) return
    // Its words and not the error: a driver hangs its whole connection on that.
    tell(wordsOf(cause), untold)
    toldAtMs = nowMs()
    untold = 0
  }
}
