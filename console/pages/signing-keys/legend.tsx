import { Text } from '@mantine/core'
import classes from './signing-keys.module.css'

const PHASES = [
  { phase: 'published', words: 'Published: verifiers learn of it, it does not sign yet' },
  { phase: 'signs', words: 'Signs' },
  { phase: 'verifies', words: 'Only verifies what it signed before' },
] as const

export function Legend() {
  return (
    <ul className={classes.legend} aria-label="What the bars mean">
      {PHASES.map(({ phase, words }) => (
        <li key={phase}>
          <span className={classes.sample} data-phase={phase} aria-hidden />
          <Text span size="sm">
            {words}
          </Text>
        </li>
      ))}
    </ul>
  )
}
