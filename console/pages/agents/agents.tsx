import { Code, Text } from '@mantine/core'
import { IconRobot } from '@tabler/icons-react'
import { type Agent, useAgentList } from '../../api/agents.ts'
import { useMay, useMe } from '../../api/me.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { When } from '../../pieces/when.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { AgentState } from './agent-state.tsx'
import { curlLine } from './embed-snippets.ts'

const COLUMNS: readonly Column<Agent>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'agent_id', cell: ({ id }) => <Code>{id}</Code> },
  { title: 'Allowed origins', cell: ({ allowed_origins }) => <Origins of={allowed_origins} /> },
  { title: 'Created', cell: (agent) => <When at={agent.created_at} /> },
  { title: 'State', cell: (agent) => <AgentState agent={agent} /> },
]

const CREATE = <CreateLink to="/agents/new">Create agent</CreateLink>

export function Page() {
  const filters = useFilters('q')
  const { id: organization_id } = useOrganization()
  const list = useAgentList({ ...filters.values, organization_id })
  const mayChange = useMay('agents:write')
  return (
    <>
      <PageHead
        title="Agents"
        lead="What an embed token opens: an API key and an agent’s number give a pair of tokens."
        actions={mayChange ? CREATE : null}
      />
      <Listing
        label="Agents"
        list={list}
        columns={COLUMNS}
        filters={filters}
        toolbar={<SearchField filters={filters} label="Search by name" />}
        keyOf={({ id }) => id}
        linkOf={({ id }) => `/agents/${id}`}
        empty={<Empty mayChange={mayChange} />}
      />
    </>
  )
}

function Origins({ of: origins }: { readonly of: readonly string[] }) {
  const [first] = origins
  if (first === undefined)
    return (
      <Text c="dimmed" inherit>
        No web page
      </Text>
    )
  return origins.length === 1 ? first : `${first} and ${origins.length - 1} more`
}

function Empty({ mayChange }: { readonly mayChange: boolean }) {
  const { base_url: baseUrl } = useMe()
  return (
    <EmptyState
      title="There is no agent yet"
      icon={IconRobot}
      action={mayChange ? CREATE : undefined}
      example={{ title: 'What it is for', what: 'curl line', text: curlLine(baseUrl, 1) }}
    >
      An agent is what you embed in a web page. Create one, then use its number as agent_id with an
      API key.
    </EmptyState>
  )
}
