import { integerOf } from './claims.ts'

/** How long what is over is kept, so that the walk over all of it is rare. */
const PRUNE_EVERY_SEC = 60

/** What is dead, by digest: as many as the issuer has revocations alive, and no more. */
export interface Revocations {
  /** False, and nothing changed, where the list is not of the feed's form. */
  take(notices: unknown): boolean
  /** Whether one of them ended what was issued at this instant. */
  hasEnded(digests: readonly string[], issuedAt: number): boolean
  /** Forgets what can match nothing alive any more. */
  prune(now: number): void
  readonly size: number
}

/** A bit for each digest: small enough to stay near the processor, as the list itself is not. */
const BITS = 1 << 21

export function revocations(): Revocations {
  let marks = new Uint8Array(BITS / 8)
  const ends = new Map<string, { readonly at: number; readonly until: number }>()
  let prunedAt = 0
  return {
    take(notices) {
      if (!Array.isArray(notices)) return false
      const read = notices.map(readNotice)
      if (!read.every((one) => one !== undefined)) return false
      for (const { digest, at, until } of read) {
        const known = ends.get(digest)
        // An earlier end that comes again, in whatever order, takes nothing back.
        if (known === undefined || known.at <= at) ends.set(digest, { at, until })
        mark(marks, digest)
      }
      return true
    },
    hasEnded(digests, issuedAt) {
      if (ends.size === 0) return false
      for (const digest of digests) {
        if (!isMarked(marks, digest)) continue
        const end = ends.get(digest)
        if (end !== undefined && issuedAt <= end.at) return true
      }
      return false
    },
    prune(now) {
      if (now < prunedAt + PRUNE_EVERY_SEC) return
      prunedAt = now
      marks = new Uint8Array(BITS / 8)
      for (const [digest, { until }] of ends) {
        if (until < now) ends.delete(digest)
        else mark(marks, digest)
      }
    },
    get size() {
      return ends.size
    },
  }
}

/** A digest is as random as any hash of it would be. */
function slotOf(digest: string): number {
  let slot = 0
  for (let i = 0; i < 4; i += 1) slot = slot * 59 + digest.charCodeAt(i)
  return slot & (BITS - 1)
}

function mark(marks: Uint8Array, digest: string): void {
  const slot = slotOf(digest)
  marks[slot >> 3] = (marks[slot >> 3] ?? 0) | (1 << (slot & 7))
}

function isMarked(marks: Uint8Array, digest: string): boolean {
  const slot = slotOf(digest)
  return ((marks[slot >> 3] ?? 0) & (1 << (slot & 7))) !== 0
}

function readNotice(
  value: unknown,
): { readonly digest: string; readonly at: number; readonly until: number } | undefined {
  if (!Array.isArray(value)) return undefined
  const [digest, at, until] = value
  if (typeof digest !== 'string' || digest.length > 64) return undefined
  const [atSec, untilSec] = [integerOf(at), integerOf(until)]
  if (atSec === undefined || untilSec === undefined) return undefined
  return { digest, at: atSec, until: untilSec }
}
