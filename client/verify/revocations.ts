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

export function revocations(): Revocations {
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
      }
      return true
    },
    hasEnded(digests, issuedAt) {
      if (ends.size === 0) return false
      for (const digest of digests) {
        const end = ends.get(digest)
        if (end !== undefined && issuedAt <= end.at) return true
      }
      return false
    },
    prune(now) {
      if (now < prunedAt + PRUNE_EVERY_SEC) return
      prunedAt = now
      for (const [digest, { until }] of ends) if (until < now) ends.delete(digest)
    },
    get size() {
      return ends.size
    },
  }
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
