import { Link } from '@tanstack/react-router'
import { type KeyboardEvent, useRef, useState } from 'react'
import { spanWords } from '../../pieces/time-words.ts'
import classes from './chart.module.css'
import type { ShownStyle } from './legend.tsx'
import type { Step } from './steps.ts'

interface ChartStepsProps {
  readonly steps: readonly Step[]
  readonly styles: readonly ShownStyle[]
  readonly left: number
  readonly width: number
  readonly height: number
  choose(at: number | undefined): void
}

/**
 * Over each bar a link to what the audit log says of that time. The keyboard reaches the newest
 * first and goes on by its arrows, so that a picture is one stop and not fifty.
 */
export function ChartSteps({ steps, styles, left, width, height, choose }: ChartStepsProps) {
  const [reached, setReached] = useState<number>()
  const list = useRef<HTMLDivElement>(null)
  const stop = Math.min(reached ?? steps.length - 1, steps.length - 1)
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = targetOf(event.key, stop, steps.length - 1)
    if (to === undefined) return
    event.preventDefault()
    setReached(to)
    list.current?.querySelectorAll('a')[to]?.focus()
  }
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for fields.
    <div
      ref={list}
      role="group"
      aria-label="Steps of time; the arrow keys go from one to the next"
      className={classes.steps}
      style={{ left, width, height }}
      onKeyDown={onKeyDown}
      onPointerLeave={() => choose(undefined)}
    >
      {steps.map((step, at) => (
        <Link
          key={step.fromMs}
          to="/audit-log"
          search={{
            action: 'token.',
            since: new Date(step.fromMs).toISOString(),
            until: new Date(step.toMs).toISOString(),
          }}
          className={classes.step}
          tabIndex={at === stop ? 0 : -1}
          aria-label={wordsOf(step, styles)}
          preload={false}
          onFocus={() => choose(at)}
          onBlur={() => choose(undefined)}
          onPointerEnter={() => choose(at)}
        />
      ))}
    </div>
  )
}

function targetOf(key: string, from: number, last: number): number | undefined {
  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, from - 1)
    case 'ArrowRight':
      return Math.min(last, from + 1)
    case 'Home':
      return 0
    case 'End':
      return last
    default:
      return undefined
  }
}

function wordsOf(step: Step, styles: readonly ShownStyle[]): string {
  const parts = styles
    .map(({ name, title }) => ({ title, count: step.counts[name] ?? 0 }))
    .filter(({ count }) => count > 0)
    .map(({ title, count }) => `${title} ${count.toLocaleString()}`)
  const figures = parts.length === 0 ? 'none' : parts.join(', ')
  return `${spanWords(step.fromMs, step.toMs)}: ${figures}`
}
