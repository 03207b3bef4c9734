import assert from 'node:assert/strict'

const TRIES = 3

/**
 * What is promised within a time must come within it once in three tries: a machine that does other
 * things may stall, and what is too slow is too slow each time. Returns the best, in milliseconds.
 */
export async function assertWithin(
  limitMs: number,
  measure: () => Promise<number>,
): Promise<number> {
  const found: number[] = []
  while (found.length < TRIES && !found.some((ms) => ms < limitMs)) found.push(await measure())
  const best = Math.min(...found)
  const all = found.map((ms) => Math.round(ms)).join(', ')
  assert.ok(best < limitMs, `${all} ms, and none within ${limitMs}`)
  return best
}
