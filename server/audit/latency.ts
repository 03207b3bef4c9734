/**
 * Upper bounds in milliseconds, two to the octave: a percentile read from them is at most half too
 * high. The last takes whatever took longer.
 */
export const LATENCY_BOUNDS_MS: readonly number[] = [
  0.25, 0.375, 0.5, 0.75, 1, 1.5, 2, 3, 4, 6, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384,
  512, 768, 1_024, 1_536, 2_048, 3_072, 4_096, 8_192, 16_384,
]

/** Where in the bounds a duration is counted. */
export function latencyBucket(ms: number): number {
  let bucket = 0
  while (bucket < LATENCY_BOUNDS_MS.length - 1 && ms > (LATENCY_BOUNDS_MS[bucket] ?? 0)) bucket += 1
  return bucket
}

/** The bound below which this share of all that was counted lies; `undefined` of nothing. */
export function percentileMs(
  counts: ReadonlyMap<number, number>,
  share: number,
): number | undefined {
  const total = counts.values().reduce((sum, count) => sum + count, 0)
  let below = 0
  for (const bound of LATENCY_BOUNDS_MS) {
    below += counts.get(bound) ?? 0
    if (below > 0 && below >= total * share) return bound
  }
  return undefined
}
