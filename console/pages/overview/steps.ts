import type { Overview } from '../../api/overview.ts'

export type What = 'granted' | 'refused'

/** One step of the time line, those without any request too. */
export interface Step {
  readonly fromMs: number
  readonly toMs: number
  /** By style. */
  readonly counts: Readonly<Record<string, number>>
  readonly sum: number
}

type Figures = Pick<Overview, 'from' | 'to' | 'step_seconds' | 'issued'>

export function stepsOf(figures: Figures, what: What, styles: readonly string[]): readonly Step[] {
  const stepMs = figures.step_seconds * 1000
  const first = Date.parse(figures.from)
  const length = Math.round((Date.parse(figures.to) - first) / stepMs)
  const found = Map.groupBy(figures.issued, ({ at }) => Date.parse(at))
  return Array.from({ length }, (_, n) => {
    const fromMs = first + n * stepMs
    const here = found.get(fromMs) ?? []
    const counts = Object.fromEntries(
      styles.map((style) => [style, here.find((one) => one.dialect === style)?.[what] ?? 0]),
    )
    const sum = Object.values(counts).reduce((all, one) => all + one, 0)
    return { fromMs, toMs: fromMs + stepMs, counts, sum }
  })
}
