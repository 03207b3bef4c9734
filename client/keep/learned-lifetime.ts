const LEARNED_MS_MIN = 10_000
/** Refused this close to its promised end, a token has kept the promise. */
const KEPT_PART = 0.95

/**
 * How long tokens live in truth, from the ages at which APIs refused them. One refusal may be a
 * revocation; two early ones in a row are a lifetime. Tokens that then live to that age put it to
 * the test: it doubles, until it is no longer than what the issuer says.
 */
export interface LearnedLifetime {
  refusedAt(ageMs: number, saidMs: number): void
  lived(): void
  /** The lifetime to reckon with, of one that the issuer says. */
  of(saidMs: number): number
}

export function learnedLifetime(): LearnedLifetime {
  let earlier: number | undefined
  let learned = Infinity
  return {
    refusedAt: (ageMs, saidMs) => {
      if (ageMs >= saidMs * KEPT_PART) return
      if (earlier !== undefined) learned = Math.max(earlier, ageMs, LEARNED_MS_MIN)
      earlier = ageMs
    },
    lived: () => {
      earlier = undefined
      learned *= 2
    },
    of: (saidMs) => Math.min(saidMs, learned),
  }
}
