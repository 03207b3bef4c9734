import { UnstyledButton } from '@mantine/core'
import type { Overview } from '../../api/overview.ts'
import type { Filters } from '../../pieces/filters.ts'
import classes from './overview.module.css'
import type { What } from './steps.ts'

export interface ShownStyle {
  readonly name: string
  readonly title: string
  readonly colour: string
}

interface LegendProps {
  readonly styles: readonly ShownStyle[]
  readonly overview: Pick<Overview, 'issued'>
  readonly what: What
  readonly filters: Filters
}

/** Which colour is which style, and how much it had; a press shows one of them alone. */
export function Legend({ styles, overview, what, filters }: LegendProps) {
  return (
    <ul className={classes.legend} aria-label="Styles">
      {styles.map(({ name, title, colour }) => {
        const isChosen = filters.values.style === name
        const sum = overview.issued
          .filter((one) => one.dialect === name)
          .reduce((count, one) => count + one[what], 0)
        return (
          <li key={name}>
            <UnstyledButton
              className={classes.key}
              aria-pressed={isChosen}
              title={isChosen ? 'Show all styles' : `Show ${title} alone`}
              onClick={() => filters.set('style', isChosen ? undefined : name)}
            >
              <Swatch colour={colour} />
              <span>{title}</span>
              <strong>{sum.toLocaleString()}</strong>
            </UnstyledButton>
          </li>
        )
      })}
    </ul>
  )
}

export function Swatch({ colour }: { readonly colour: string }) {
  return <span className={classes.swatch} style={{ background: colour }} aria-hidden />
}
