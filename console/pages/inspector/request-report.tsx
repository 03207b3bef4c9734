import { Code, Text } from '@mantine/core'
import { useStyleTitles } from '../../api/style-titles.ts'
import type { Explanation, RequestLine } from '../../api/tokens.ts'
import { Section } from '../../pieces/section.tsx'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { Checks } from './checks.tsx'

interface RequestReportProps {
  readonly request: NonNullable<Explanation['request']>
  readonly line: RequestLine
}

/** Whether this very request would be let in. */
export function RequestReport({ request, line }: RequestReportProps) {
  const titles = useStyleTitles()
  const { route, dialect, presented_in: place, accepted, status, checks } = request
  const style = dialect === null ? undefined : (titles.get(dialect) ?? dialect)
  const of = style === undefined ? '' : ` of ${style}`
  const borne = place === null ? '' : `, with the token in the header ${place}`
  return (
    <Section
      title={`The request ${line.method} ${line.path}`}
      lead={route === null ? undefined : `It reaches ${route}${of}${borne}.`}
    >
      <div>
        <StateBadge tone={accepted ? 'good' : 'bad'} size="lg">
          {accepted
            ? 'It would be let in'
            : `It would be refused${status === null ? '' : ` with ${status}`}`}
        </StateBadge>
      </div>
      {checks.length === 0 ? (
        <Text size="sm" c="dimmed">
          The route asks for nothing but a token that is good.
        </Text>
      ) : (
        <Checks checks={checks} label="Checks of the request" />
      )}
      {line.host === '' ? null : (
        <Text size="sm" c="dimmed">
          Asked at <Code>{line.host}</Code>
        </Text>
      )}
    </Section>
  )
}
