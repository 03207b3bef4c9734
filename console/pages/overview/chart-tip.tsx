import { spanWords } from '../../pieces/time-words.ts'
import classes from './chart.module.css'
import { type ShownStyle, Swatch } from './legend.tsx'
import type { Step } from './steps.ts'

const WIDTH = 250

interface ChartTipProps {
  readonly step: Step | undefined
  readonly styles: readonly ShownStyle[]
  /** The middle of the bar. */
  readonly left: number
  /** Of the whole picture, beyond which it does not go. */
  readonly width: number
}

/** The figures of one bar, beside it. Those who listen hear them with the bar itself. */
export function ChartTip({ step, styles, left, width }: ChartTipProps) {
  if (step === undefined) return null
  const isRight = left > width / 2
  const place = isRight ? left - WIDTH - 12 : left + 12
  const within = Math.max(0, Math.min(place, width - WIDTH))
  const told = styles.filter(({ name }) => (step.counts[name] ?? 0) > 0).toReversed()
  return (
    <div className={classes.tip} style={{ left: within, width: WIDTH }} aria-hidden>
      <p>{spanWords(step.fromMs, step.toMs)}</p>
      {told.map(({ name, title, colour }) => (
        <div key={name}>
          <Swatch colour={colour} />
          <span>{title}</span>
          <strong>{(step.counts[name] ?? 0).toLocaleString()}</strong>
        </div>
      ))}
      {told.length === 0 ? <div>None</div> : null}
    </div>
  )
}
