import { Button, Text } from '@mantine/core'
import {
  type AgentCall,
  type AgentResult,
  useAgentCalls,
  useAgentResults,
} from '../../api/agent-frames.ts'
import type { Listed } from '../../api/list.ts'
import { type Column, Rows, type RowsProps } from '../../pieces/rows.tsx'
import { Section } from '../../pieces/section.tsx'
import { StateBadge, type Tone } from '../../pieces/state-badge.tsx'
import { lengthWords } from '../../pieces/time-words.ts'
import { When } from '../../pieces/when.tsx'

const STATUSES: Readonly<Record<AgentCall['status'], readonly [words: string, tone: Tone]>> = {
  running: ['Running', 'note'],
  completed: ['Completed', 'good'],
  missed: ['Missed', 'warn'],
  failed: ['Failed', 'bad'],
}

const OUTCOMES: Readonly<Record<AgentResult['outcome'], readonly [words: string, tone: Tone]>> = {
  passed: ['Passed', 'good'],
  failed: ['Failed', 'bad'],
  review: ['To be looked at', 'warn'],
}

const CALLS: readonly Column<AgentCall>[] = [
  { title: 'With', cell: ({ party }) => party },
  {
    title: 'State',
    cell: ({ status }) => <StateBadge tone={STATUSES[status][1]}>{STATUSES[status][0]}</StateBadge>,
  },
  { title: 'Began', cell: ({ started_at }) => <When at={started_at} /> },
  {
    title: 'Length',
    cell: ({ duration_seconds: length }) => (length === null ? 'Not told' : lengthWords(length)),
  },
  { title: 'external_id', cell: ({ external_id }) => external_id, isWide: true },
]

const RESULTS: readonly Column<AgentResult>[] = [
  { title: 'Result', cell: ({ name }) => name },
  {
    title: 'Outcome',
    cell: ({ outcome }) => (
      <StateBadge tone={OUTCOMES[outcome][1]}>{OUTCOMES[outcome][0]}</StateBadge>
    ),
  },
  { title: 'Score', cell: ({ score }) => (score === null ? 'None' : `${score} of 100`) },
  { title: 'When', cell: ({ at }) => <When at={at} /> },
  { title: 'external_id', cell: ({ external_id }) => external_id, isWide: true },
]

/** What the frame shows of it: told by the platform through this same API. */
export function WorkSections({ agentId }: { readonly agentId: number }) {
  const calls = useAgentCalls(agentId)
  const results = useAgentResults(agentId)
  return (
    <>
      <Section title="Calls" lead={`Posted to /admin/v1/agents/${agentId}/calls.`}>
        <Work list={calls} columns={CALLS} label="Calls" keyOf={(one) => one.external_id} />
      </Section>
      <Section title="Results" lead={`Posted to /admin/v1/agents/${agentId}/results.`}>
        <Work list={results} columns={RESULTS} label="Results" keyOf={(one) => one.external_id} />
      </Section>
    </>
  )
}

interface WorkProps<Item> extends Omit<RowsProps<Item>, 'items'> {
  readonly list: Listed<Item>
}

function Work<Item>({ list, ...rows }: WorkProps<Item>) {
  if (list.items.length === 0) {
    return <Text c="dimmed">{list.isLoading ? 'Looking …' : 'None has been posted yet.'}</Text>
  }
  return (
    <>
      <Rows items={list.items} {...rows} />
      {list.hasMore ? (
        <Button
          variant="default"
          style={{ alignSelf: 'flex-start' }}
          loading={list.isLoadingMore}
          onClick={list.loadMore}
        >
          Load more
        </Button>
      ) : null}
    </>
  )
}
