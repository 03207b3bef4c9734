import { IconMapPin } from '@tabler/icons-react'
import { type Location, useLocations } from '../../api/locations.ts'
import { useMay } from '../../api/me.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { useOrganization } from '../../shell/organization.tsx'

const COLUMNS: readonly Column<Location>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'Place', cell: ({ address }) => placeWords(address) },
  { title: 'Time zone', cell: ({ timezone }) => timezone, isWide: true },
  {
    title: 'Room for',
    cell: ({ capacity_limit }) => capacity_limit?.toLocaleString() ?? 'No limit',
  },
  {
    title: 'State',
    cell: ({ enabled }) =>
      enabled ? (
        <StateBadge tone="good">Open</StateBadge>
      ) : (
        <StateBadge tone="off">Closed</StateBadge>
      ),
  },
]

function placeWords({ city, country }: Location['address']): string {
  return city === '' ? country : `${city}, ${country}`
}

const CREATE = <CreateLink to="/locations/new">Add location</CreateLink>

export function Page() {
  const filters = useFilters('q')
  const { id: organization_id } = useOrganization()
  const list = useLocations({ ...filters.values, organization_id })
  const mayChange = useMay('locations:write')
  return (
    <>
      <PageHead
        title="Locations"
        lead="Workplaces, as clients of the Envoy style read them."
        actions={mayChange ? CREATE : null}
      />
      <Listing
        label="Locations"
        list={list}
        columns={COLUMNS}
        filters={filters}
        toolbar={<SearchField filters={filters} label="Search by name" />}
        keyOf={({ id }) => id}
        linkOf={({ id }) => `/locations/${id}`}
        empty={
          <EmptyState
            title="No location yet"
            icon={IconMapPin}
            action={mayChange ? CREATE : undefined}
          >
            Add the workplaces of your organization: clients with the scope locations.read find them
            at <code>/v1/locations</code>.
          </EmptyState>
        }
      />
    </>
  )
}
