import { Code, Group, Stack } from '@mantine/core'
import { IconRouteAltLeft } from '@tabler/icons-react'
import { type Summary, useApis } from '../../api/apis.ts'
import { useMay } from '../../api/me.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { ApiState } from './api-state.tsx'
import { placesOf } from './route-words.ts'
import { TryOut } from './try-out.tsx'
import { UpstreamList } from './upstream-list.tsx'

const LEAD =
  'The APIs that this server stands in front of. It forwards what a route names and ' +
  'refuses everything else.'

const COLUMNS: readonly Column<Summary>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Answers at', cell: (api) => <Lines texts={placesOf(api)} /> },
  { title: 'Forwards to', cell: (api) => <UpstreamList api={api} /> },
  { title: 'Routes', cell: ({ routes_count }) => routes_count.toLocaleString() },
  { title: 'State', cell: (api) => <ApiState api={api} /> },
]

const CREATE = <CreateLink to="/apis/new">Add API</CreateLink>

export function Page() {
  const list = useApis()
  const filters = useFilters()
  const mayChange = useMay('apis:write')
  return (
    <>
      <PageHead title="Gateway" lead={LEAD} actions={mayChange ? CREATE : null} />
      <Stack gap="lg">
        <Listing
          label="APIs"
          list={list}
          columns={COLUMNS}
          filters={filters}
          keyOf={({ name }) => name}
          linkOf={({ name }) => `/apis/${name}`}
          empty={<Empty mayChange={mayChange} />}
        />
        {list.items.length === 0 ? null : <TryOut />}
      </Stack>
    </>
  )
}

function Lines({ texts }: { readonly texts: readonly string[] }) {
  return (
    <Group gap={4}>
      {texts.map((text) => (
        <Code key={text}>{text}</Code>
      ))}
    </Group>
  )
}

function Empty({ mayChange }: { readonly mayChange: boolean }) {
  return (
    <EmptyState
      title="No API yet"
      icon={IconRouteAltLeft}
      action={mayChange ? CREATE : undefined}
      example={{
        title: 'From an OpenAPI document',
        what: 'command',
        text: [
          'mintmark routes import openapi.yaml --api orders \\',
          '  --upstream http://10.0.0.5:9000',
        ].join('\n'),
      }}
    >
      Say where your API answers, where it really is, and which scope each route asks for. Tokens of
      every style are checked before anything reaches it.
    </EmptyState>
  )
}
