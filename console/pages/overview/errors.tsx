import { Anchor, Code, Group, Text } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'
import type { Overview } from '../../api/overview.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { countWords, shareWords } from '../../pieces/number-words.ts'
import { whereToLook } from '../../pieces/refusals.ts'
import { Section } from '../../pieces/section.tsx'
import classes from './overview.module.css'

interface ErrorsProps {
  readonly errors: Overview['errors']
  readonly from: string
}

/** Why requests were refused, the most frequent reason first, and what to do about each. */
export function Errors({ errors, from }: ErrorsProps) {
  const sum = errors.reduce((all, { count }) => all + count, 0)
  const most = errors[0]?.count ?? 1
  return (
    <Section title="Why requests were refused" lead="For tokens, and for the APIs that take them.">
      {errors.length === 0 ? (
        <EmptyState title="Nothing was refused" icon={IconCircleCheck}>
          When something is, its reason stands here, with what it means and where to look.
        </EmptyState>
      ) : (
        <ul className={classes.errors}>
          {errors.map(({ code, meaning, count }) => (
            <li key={code}>
              <Group justify="space-between" gap="sm" wrap="nowrap">
                <Text fw={600} size="sm">
                  {meaning}
                </Text>
                <Text size="sm" fw={600} style={{ whiteSpace: 'nowrap' }}>
                  {count.toLocaleString()}{' '}
                  <Text span c="dimmed" inherit fw={400}>
                    {shareWords(count, sum)}
                  </Text>
                </Text>
              </Group>
              <div className={classes.bar} aria-hidden>
                <span style={{ width: `${(100 * count) / most}%` }} />
              </div>
              <Look code={code} count={count} from={from} />
            </li>
          ))}
        </ul>
      )}
    </Section>
  )
}

function Look({ code, count, from }: { code: string; count: number; from: string }) {
  const place = whereToLook(code)
  return (
    <Text size="sm" c="dimmed" mt={6}>
      <Code>{code}</Code> {place.words}{' '}
      {place.to === undefined ? null : (
        <>
          <Anchor
            renderRoot={(props) => <Link to={place.to} {...props} />}
            inherit
            underline="always"
          >
            {place.title}
          </Anchor>
          {' · '}
        </>
      )}
      <Anchor
        renderRoot={(props) => (
          <Link to="/audit-log" search={{ outcome: code, since: from }} {...props} />
        )}
        inherit
        underline="always"
        aria-label={`${countWords(count, 'event')} with ${code} in the audit log`}
      >
        Who it was
      </Anchor>
    </Text>
  )
}
