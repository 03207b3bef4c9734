import type { Span } from './life.ts'
import classes from './signing-keys.module.css'

const day = new Intl.DateTimeFormat(undefined, { day: 'numeric', month: 'short' })
const hour = new Intl.DateTimeFormat(undefined, { hour: '2-digit', minute: '2-digit' })

const SHORT_MS = 2 * 86_400_000
/** Nearer to an end than this, “now” would lie over its words. */
const CLEAR = 0.2

interface AxisProps {
  readonly span: Span
  readonly nowMs: number
}

/** Where in the picture an instant lies. */
export function placeOf(atMs: number, { fromMs, toMs }: Span): string {
  const share = Math.min(1, Math.max(0, (atMs - fromMs) / (toMs - fromMs)))
  return `${(100 * share).toFixed(3)}%`
}

/** When the picture begins and ends, and now. What it shows is said in words beside each key. */
export function Axis({ span, nowMs }: AxisProps) {
  const lengthMs = span.toMs - span.fromMs
  const words = lengthMs < SHORT_MS ? hour : day
  const share = (nowMs - span.fromMs) / lengthMs
  return (
    <div className={classes.axis} aria-hidden>
      <div>
        <span>{share > CLEAR ? words.format(span.fromMs) : ''}</span>
        <span className={classes.now} style={{ left: placeOf(nowMs, span) }}>
          now
        </span>
        <span>{share < 1 - CLEAR ? words.format(span.toMs) : ''}</span>
      </div>
    </div>
  )
}
