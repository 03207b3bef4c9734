import { Button, Group, SegmentedControl, Skeleton, Text } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconChartBar, IconTable } from '@tabler/icons-react'
import { lazy, Suspense } from 'react'
import type { Overview } from '../../api/overview.ts'
import type { Filters } from '../../pieces/filters.ts'
import { countWords } from '../../pieces/number-words.ts'
import { Section } from '../../pieces/section.tsx'
import { styleColour } from '../../pieces/style-colours.ts'
import { Legend } from './legend.tsx'
import { StepTable } from './step-table.tsx'
import { stepsOf, type What } from './steps.ts'

// What draws comes when there is something to be drawn: the first load does without it.
const Chart = lazy(async () => ({ default: (await import('./chart.tsx')).Chart }))

interface TrafficProps {
  readonly overview: Overview
  readonly filters: Filters
  readonly rangeWords: string
}

export function Traffic({ overview, filters, rangeWords }: TrafficProps) {
  const [isTable, { toggle }] = useDisclosure()
  const what: What = filters.values.show === 'refused' ? 'refused' : 'granted'
  const all = overview.adoption.map(({ dialect, title }, at) => ({
    name: dialect,
    title,
    colour: styleColour(at),
  }))
  const seen = all.filter(({ name }) => overview.issued.some((one) => one.dialect === name))
  const chosen = seen.filter(({ name }) => name === filters.values.style)
  const styles = chosen.length > 0 ? chosen : seen
  const names = styles.map(({ name }) => name)
  const steps = stepsOf(overview, what, names)
  const sum = steps.reduce((count, step) => count + step.sum, 0)
  const words = what === 'granted' ? 'Tokens issued' : 'Requests refused'
  return (
    <Section title="Requests for tokens" lead="By style; choose a bar to see what went on then.">
      <Group justify="space-between" gap="sm">
        <SegmentedControl
          aria-label="What is counted"
          value={what}
          onChange={(next) => filters.set('show', next === 'granted' ? undefined : next)}
          data={[
            { value: 'granted', label: 'Issued' },
            { value: 'refused', label: 'Refused' },
          ]}
        />
        <Button
          variant="default"
          aria-pressed={isTable}
          leftSection={isTable ? <IconChartBar size={16} /> : <IconTable size={16} />}
          onClick={toggle}
        >
          {isTable ? 'As a picture' : 'As a table'}
        </Button>
      </Group>
      {seen.length === 0 ? (
        <Text c="dimmed" py="xl" ta="center">
          Nobody asked for a token in the last {rangeWords}.
        </Text>
      ) : (
        <>
          <Legend styles={seen} overview={overview} what={what} filters={filters} />
          {isTable ? (
            <StepTable steps={steps} styles={styles} label={`${words}, by time and style`} />
          ) : (
            <Suspense fallback={<Skeleton height={280} />}>
              <Chart
                title={`${words} in the last ${rangeWords}`}
                description={`${countWords(sum, 'request')} in ${steps.length} steps, by style.`}
                steps={steps}
                styles={styles}
              />
            </Suspense>
          )}
        </>
      )}
    </Section>
  )
}
