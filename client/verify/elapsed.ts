/** Two clocks are never read at the same instant, and one of them counts in whole milliseconds. */
const APART_MS_MAX = 1_000

/**
 * Milliseconds that never go back and that a machine's sleep counts in. A monotonic clock may stand
 * still while the machine sleeps, and wall time may be set back: wherever the two come apart, more
 * time has passed rather than less, so nothing is ever taken for younger than it is.
 */
export function elapsedMs(
  monotonicMs: () => number = () => performance.now(),
  wallMs: () => number = Date.now,
): () => number {
  const began = monotonicMs()
  let ahead = wallMs() - began
  let slept = 0
  return () => {
    const monotonic = monotonicMs()
    const apart = wallMs() - monotonic - ahead
    if (Math.abs(apart) > APART_MS_MAX) {
      ahead += apart
      slept += Math.max(0, apart)
    }
    return monotonic - began + slept
  }
}
