import { IconKey } from '@tabler/icons-react'
import { useClients } from '../../api/clients.ts'
import { useMay, useMe } from '../../api/me.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { FilterSelect } from '../../pieces/filter-select.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { columnsOf } from './parts/columns.tsx'
import { useKind } from './use-kind.ts'

const STATES = [
  { value: 'true', label: 'Enabled' },
  { value: 'false', label: 'Disabled' },
]

export function Page() {
  const { kind, dialects } = useKind()
  const filters = useFilters('q', 'dialect', 'enabled')
  const { q, dialect, enabled } = filters.values
  const { id: organization } = useOrganization()
  const list = useClients(
    {
      dialect: dialect ?? dialects.map(({ name }) => name).join(','),
      q,
      enabled,
      organization_id: organization,
    },
    dialects.length > 0,
  )
  const mayWrite = useMay('clients:write')
  const { role } = useMe()
  const mayCreate = mayWrite && (kind.isForOperators !== true || role === 'operator')
  const create = mayCreate ? (
    <CreateLink to={`/${kind.slug}/new`}>{kind.create}</CreateLink>
  ) : undefined
  const styles = dialects.map(({ name, title }) => ({ value: name, label: title }))
  return (
    <>
      <PageHead title={kind.title} lead={kind.lead} actions={create} />
      <Listing
        label={kind.title}
        list={list}
        filters={filters}
        toolbar={
          <>
            <SearchField filters={filters} label="Search by name or id" />
            {styles.length < 2 ? null : (
              <FilterSelect filters={filters} name="dialect" any="Any style" options={styles} />
            )}
            <FilterSelect filters={filters} name="enabled" any="Any state" options={STATES} />
          </>
        }
        empty={
          <EmptyState title={kind.emptyTitle} icon={IconKey} action={create}>
            {kind.emptyWords}
            {mayCreate ? '' : ' Your role does not include creating one.'}
          </EmptyState>
        }
        keyOf={(client) => client.id}
        linkOf={(client) => `/${kind.slug}/${client.id}`}
        columns={columnsOf(kind, dialects)}
      />
    </>
  )
}
