import { SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core'
import { RANGES, type Range, useOverview } from '../../api/overview.ts'
import { useFilters } from '../../pieces/filters.ts'
import { PageHead } from '../../pieces/page-head.tsx'
import { Pending } from '../../shell/pending.tsx'
import { Adoption } from './adoption.tsx'
import { Errors } from './errors.tsx'
import { FirstSteps } from './first-steps.tsx'
import { Latency } from './latency.tsx'
import { Totals } from './totals.tsx'
import { Traffic } from './traffic.tsx'

const WORDS: Readonly<Record<Range, string>> = {
  '1h': '1 hour',
  '24h': '24 hours',
  '7d': '7 days',
  '30d': '30 days',
}

export function Page() {
  const filters = useFilters('range', 'show', 'style')
  const range = RANGES.find((one) => one === filters.values.range) ?? '24h'
  const { data, isStale } = useOverview(range)
  if (data === undefined) return <Pending />
  const { clients, granted, refused } = data.totals
  const isFresh = clients === 0 && granted + refused === 0
  return (
    <>
      <PageHead
        title="Overview"
        lead="Who gets tokens here, who is refused and why, and how long it takes."
        actions={
          isFresh ? null : (
            <SegmentedControl
              aria-label="Time range"
              value={range}
              onChange={(next) => filters.set('range', next === '24h' ? undefined : next)}
              data={RANGES.map((value) => ({ value, label: WORDS[value] }))}
            />
          )
        }
      />
      {isFresh ? (
        <FirstSteps />
      ) : (
        <Stack gap="lg" aria-busy={isStale}>
          <Totals totals={data.totals} rangeWords={WORDS[range]} />
          <Traffic overview={data} filters={filters} rangeWords={WORDS[range]} />
          <SimpleGrid cols={{ base: 1, md: 2 }} spacing="lg" style={{ alignItems: 'start' }}>
            <Errors errors={data.errors} from={data.from} />
            <Stack gap="lg">
              <Adoption adoption={data.adoption} />
              {data.latency.length === 0 ? null : (
                <Latency latency={data.latency} adoption={data.adoption} />
              )}
            </Stack>
          </SimpleGrid>
          <Text size="sm" c="dimmed">
            Figures are a few seconds old and refresh by themselves while this tab is open.
          </Text>
        </Stack>
      )}
    </>
  )
}
