import type { SigningKey } from '../../api/signing-keys.ts'

export type Phase = 'published' | 'signs' | 'verifies'

export interface Stretch {
  readonly phase: Phase
  readonly fromMs: number
  readonly toMs: number
}

export interface Span {
  readonly fromMs: number
  readonly toMs: number
}

const HOUR_MS = 3_600_000
/** How much of the picture is left beyond the last thing that is known. */
const MARGIN = 0.08

/** The time that the picture of these keys shows: all that is known of them, and now. */
export function spanOf(keys: readonly SigningKey[], nowMs: number): Span {
  const known = keys.flatMap((key) => [
    Date.parse(key.created_at),
    Date.parse(key.activates_at),
    ...[key.retires_at, key.removed_at, key.successor_at].flatMap((at) =>
      at === null ? [] : [Date.parse(at)],
    ),
  ])
  const fromMs = Math.min(nowMs, ...known)
  const toMs = Math.max(nowMs + HOUR_MS, ...known)
  const margin = (toMs - fromMs) * MARGIN
  return { fromMs: fromMs - margin / 4, toMs: toMs + margin }
}

/** What the key does when. Whatever has no end goes on beyond the picture. */
export function lifeOf(key: SigningKey, span: Span): readonly Stretch[] {
  const created = Date.parse(key.created_at)
  const activates = Date.parse(key.activates_at)
  const removed = key.removed_at === null ? span.toMs : Date.parse(key.removed_at)
  const retires = key.retires_at === null ? span.toMs : Date.parse(key.retires_at)
  const stretches: readonly Stretch[] = [
    { phase: 'published', fromMs: created, toMs: Math.min(activates, removed) },
    { phase: 'signs', fromMs: activates, toMs: Math.min(retires, removed) },
    { phase: 'verifies', fromMs: retires, toMs: removed },
  ]
  return stretches.filter(({ fromMs, toMs }) => toMs > fromMs)
}
