import { useElementSize } from '@mantine/hooks'
import { scaleLinear, scaleTime } from 'd3-scale'
import { stack } from 'd3-shape'
import { useId, useState } from 'react'
import classes from './chart.module.css'
import { ChartSteps } from './chart-steps.tsx'
import { tickWords } from './chart-ticks.ts'
import { ChartTip } from './chart-tip.tsx'
import type { ShownStyle } from './legend.tsx'
import type { Step } from './steps.ts'

const HEIGHT = 260
const MARGIN = { top: 8, right: 4, bottom: 24, left: 44 }
const TICK_WIDTH = 92
/** Between two bars, in pixels, while there is room. */
const GAP = 2

interface ChartProps {
  readonly title: string
  readonly description: string
  readonly steps: readonly Step[]
  readonly styles: readonly ShownStyle[]
}

/** Bars of what happened in each step, the styles one upon the other. */
export function Chart({ title, description, steps, styles }: ChartProps) {
  const id = useId()
  const { ref, width } = useElementSize()
  const [chosen, choose] = useState<number>()
  const inner = Math.max(0, width - MARGIN.left - MARGIN.right)
  const bottom = HEIGHT - MARGIN.bottom
  const most = Math.max(4, ...steps.map(({ sum }) => sum))
  const y = scaleLinear([0, most], [bottom, MARGIN.top]).nice(4)
  const x = scaleTime(
    [steps[0]?.fromMs ?? 0, steps.at(-1)?.toMs ?? 1],
    [MARGIN.left, MARGIN.left + inner],
  )
  const layers = stack<Step>()
    .keys(styles.map(({ name }) => name))
    .value((step, name) => step.counts[name] ?? 0)(steps)
  const barWidth = inner / Math.max(1, steps.length)
  const gap = barWidth > 4 * GAP ? GAP : 0.5
  return (
    <figure className={classes.figure} ref={ref}>
      <svg
        width="100%"
        height={HEIGHT}
        role="img"
        aria-labelledby={`${id}-title ${id}-description`}
      >
        <title id={`${id}-title`}>{title}</title>
        <desc id={`${id}-description`}>{description} As a table: the button above.</desc>
        {y.ticks(4).map((tick) => (
          <g key={tick} transform={`translate(0 ${y(tick)})`}>
            <line className={classes.grid} x1={MARGIN.left} x2={MARGIN.left + inner} />
            <text className={classes.tick} x={MARGIN.left - 8} dy="0.32em" textAnchor="end">
              {tick.toLocaleString(undefined, { notation: 'compact' })}
            </text>
          </g>
        ))}
        {x.ticks(Math.max(4, Math.floor(inner / TICK_WIDTH))).map((tick) => (
          <text
            key={tick.getTime()}
            className={classes.tick}
            x={x(tick)}
            y={HEIGHT - 6}
            textAnchor={x(tick) > width - TICK_WIDTH / 4 ? 'end' : 'middle'}
          >
            {tickWords(tick)}
          </text>
        ))}
        {layers.map((layer, at) => (
          <g key={layer.key} fill={styles[at]?.colour}>
            {layer.map(([from, to], n) =>
              to === from ? null : (
                <rect
                  key={steps[n]?.fromMs}
                  className={classes.bar}
                  data-faded={chosen !== undefined && chosen !== n}
                  x={x(steps[n]?.fromMs ?? 0) + gap / 2}
                  width={Math.max(1, barWidth - gap)}
                  y={y(to)}
                  height={Math.max(1, y(from) - y(to))}
                />
              ),
            )}
          </g>
        ))}
      </svg>
      <ChartSteps
        steps={steps}
        styles={styles}
        left={MARGIN.left}
        width={inner}
        height={bottom}
        choose={choose}
      />
      <ChartTip
        step={chosen === undefined ? undefined : steps[chosen]}
        styles={styles}
        left={MARGIN.left + ((chosen ?? 0) + 0.5) * barWidth}
        width={width}
      />
    </figure>
  )
}
