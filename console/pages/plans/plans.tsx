import { IconStack2 } from '@tabler/icons-react'
import { useMay, useMe } from '../../api/me.ts'
import { type Plan, usePlans } from '../../api/plans.ts'
import { Copied } from '../../pieces/copied.tsx'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { bearerLine } from './bearer-line.ts'

const COLUMNS: readonly Column<Plan>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Plan key', cell: ({ plan_key }) => <Copied text={plan_key} what="plan key" /> },
  { title: 'Guest managers', cell: ({ guests }) => guestWords(guests.map(({ name }) => name)) },
]

const NAMED_MAX = 2

function guestWords(names: readonly string[]): string {
  if (names.length === 0) return 'Nobody'
  const more = names.length - NAMED_MAX
  const named = names.slice(0, NAMED_MAX).join(', ')
  return more > 0 ? `${named} and ${more} more` : named
}

const CREATE = <CreateLink to="/plans/new">Create plan</CreateLink>

export function Page() {
  const filters = useFilters('q')
  const { id: organization_id } = useOrganization()
  const list = usePlans({ ...filters.values, organization_id })
  const mayChange = useMay('plans:write')
  return (
    <>
      <PageHead
        title="Plans"
        lead="What an app manages for people: who may guest manage a plan can let an app do it."
        actions={mayChange ? CREATE : null}
      />
      <Listing
        label="Plans"
        list={list}
        columns={COLUMNS}
        filters={filters}
        toolbar={<SearchField filters={filters} label="Search by name" />}
        keyOf={({ id }) => id}
        linkOf={({ id }) => `/plans/${id}`}
        empty={<Empty mayChange={mayChange} />}
      />
    </>
  )
}

function Empty({ mayChange }: { readonly mayChange: boolean }) {
  const { base_url: baseUrl } = useMe()
  return (
    <EmptyState
      title="There is no plan yet"
      icon={IconStack2}
      action={mayChange ? CREATE : undefined}
      example={{
        title: 'What it is for',
        what: 'curl line',
        text: bearerLine(baseUrl, 'PLAN_KEY'),
      }}
    >
      Create a plan, say who may guest manage it, and give its plan key to the app: it is the fourth
      part of the app’s bearer.
    </EmptyState>
  )
}
