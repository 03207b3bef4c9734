import { Stack, Text as Words } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { useLive } from '../../api/live.ts'
import { useMay } from '../../api/me.ts'
import { TEXT_BREAKER, TEXTS, type Text, useTexts } from '../../api/texts.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { FilterSelect } from '../../pieces/filter-select.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { When } from '../../pieces/when.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { BreakerSection } from './breaker-section.tsx'
import { Decide } from './decide.tsx'
import { OptOutsSection } from './opt-outs-section.tsx'
import { reasonWords } from './reason-words.ts'
import { TEXT_STATES, TextBadge } from './text-state.tsx'

const STATES = [
  { value: 'dead', label: 'Dead letters' },
  { value: 'open', label: 'On their way' },
  ...Object.entries(TEXT_STATES).map(([value, { title }]) => ({ value, label: title })),
]

const COLUMNS: readonly Column<Text>[] = [
  { title: 'Call reference', cell: ({ call_reference }) => call_reference ?? 'Its room is gone' },
  { title: 'State', cell: (text) => <State text={text} /> },
  { title: 'Phone', cell: ({ phone_number }) => phone_number },
  { title: 'Tries', cell: ({ tries }) => tries, isWide: true },
  { title: 'Provider', cell: ({ provider }) => provider ?? 'None yet', isWide: true },
  { title: 'Owed since', cell: ({ created_at }) => <When at={created_at} /> },
  { title: 'Sent', cell: ({ sent_at }) => <When at={sent_at} never="Not yet" /> },
]

export function Page() {
  const filters = useFilters('state')
  const { id: organization_id } = useOrganization()
  const list = useTexts({ ...filters.values, organization_id })
  const mayDecide = useMay('texts:write')
  const maySeeBreaker = useMay('text-breaker:read')
  const maySeeOptOuts = useMay('text-opt-outs:read')
  useLive(TEXTS)
  useLive(TEXT_BREAKER, maySeeBreaker)
  return (
    <>
      <PageHead
        title="Texts"
        lead="Links that guests get on their phone. Dead letters wait for somebody to decide."
      />
      <Stack gap="lg">
        <Listing
          label="Texts"
          list={list}
          filters={filters}
          toolbar={<FilterSelect filters={filters} name="state" any="Any state" options={STATES} />}
          keyOf={({ id }) => id}
          columns={
            mayDecide
              ? [...COLUMNS, { title: 'Decide', cell: (text) => <Decide text={text} /> }]
              : COLUMNS
          }
          empty={<Nothing />}
        />
        {maySeeBreaker ? <BreakerSection /> : null}
        {maySeeOptOuts ? <OptOutsSection /> : null}
      </Stack>
    </>
  )
}

function State({ text: { state, reason } }: { readonly text: Text }) {
  return (
    <>
      <TextBadge state={state} />
      {reason === null ? null : (
        <Words size="sm" c="dimmed">
          {reasonWords(reason)}
        </Words>
      )}
    </>
  )
}

function Nothing() {
  return (
    <EmptyState title="No text has been owed yet" icon={IconMessage}>
      A room that is opened with a phone number owes one, when an agent first enters it.
    </EmptyState>
  )
}
