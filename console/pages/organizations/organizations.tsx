import { IconBuilding } from '@tabler/icons-react'
import { useMay } from '../../api/me.ts'
import { type Organization, useOrganizations } from '../../api/organizations.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { When } from '../../pieces/when.tsx'
import { countWords } from './count-words.ts'
import { SwitchTo } from './switch-to.tsx'

const COLUMNS: readonly Column<Organization>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Id', cell: ({ id }) => id },
  { title: 'Clients', cell: ({ clients }) => countWords(clients) },
  { title: 'Employees', cell: ({ users }) => countWords(users) },
  { title: 'Agents', cell: ({ agents }) => countWords(agents) },
  { title: 'Created', cell: ({ created_at }) => <When at={created_at} /> },
  { title: 'Shown', cell: (organization) => <SwitchTo organization={organization} isSmall /> },
]

const CREATE = <CreateLink to="/organizations/new">Create organization</CreateLink>

export function Page() {
  const list = useOrganizations()
  const filters = useFilters()
  const mayChange = useMay('organizations:write')
  return (
    <>
      <PageHead
        title="Organizations"
        lead="Each sees its own clients, people, agents and keys, and nothing of the others."
        actions={mayChange ? CREATE : null}
      />
      <Listing
        label="Organizations"
        list={list}
        columns={COLUMNS}
        filters={filters}
        keyOf={({ id }) => id}
        linkOf={({ id }) => `/organizations/${id}`}
        empty={<Empty mayChange={mayChange} />}
      />
    </>
  )
}

function Empty({ mayChange }: { readonly mayChange: boolean }) {
  return (
    <EmptyState
      title="There is no organization yet"
      icon={IconBuilding}
      action={mayChange ? CREATE : undefined}
    >
      The first one comes with the first client or employee. More than one keeps customers apart:
      they do not see each other.
    </EmptyState>
  )
}
