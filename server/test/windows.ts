import type { Mint } from './mint.ts'

/** Length of the windows in which dev mode counts guesses. */
const WINDOW_SEC = 60

/** At its very start: a window that ended during a test would bring fresh guesses. */
export async function openFreshWindow(mint: Mint): Promise<void> {
  const clock = await mint.request('/_dev/clock', { json: { advance_seconds: 0 } })
  const second = (Date.parse(clock.field('now')) / 1_000) % WINDOW_SEC
  await mint.advance(WINDOW_SEC - second)
}
