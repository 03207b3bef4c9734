import { IconCircleCheckFilled, IconCircleXFilled } from '@tabler/icons-react'
import type { Check } from '../../api/tokens.ts'
import classes from './inspector.module.css'
import { withoutCodes } from './kinds.ts'

/** What held and what did not. */
export function Checks({
  checks,
  label,
}: {
  readonly checks: readonly Check[]
  readonly label: string
}) {
  return (
    <ol className={classes.checks} aria-label={label}>
      {checks.map(({ words, passed }) => (
        <li key={words} data-passed={passed}>
          {passed ? (
            <IconCircleCheckFilled size={20} aria-label="Holds" role="img" />
          ) : (
            <IconCircleXFilled size={20} aria-label="Does not hold" role="img" />
          )}
          <span>{sentence(words)}</span>
        </li>
      ))}
    </ol>
  )
}

function sentence(words: string): string {
  const plain = withoutCodes(words)
  return plain.charAt(0).toUpperCase() + plain.slice(1)
}
