/** How much one socket may say: so many at once, and so many a second from then on. */
export interface Allowance {
  /** False where it has said too much. */
  take(nowMs: number): boolean
}

export function allowanceOf(burst: number, perSec: number, nowMs: number): Allowance {
  let left = burst
  let at = nowMs
  return {
    take(now) {
      left = Math.min(burst, left + ((now - at) / 1000) * perSec)
      at = now
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
