import { Code, Text } from '@mantine/core'
import { IconTerminal2 } from '@tabler/icons-react'
import { type ManagementKey, useManagementKeys } from '../../api/management-keys.ts'
import { useMay, useMe } from '../../api/me.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { When } from '../../pieces/when.tsx'
import { OrganizationName } from '../../shell/organization-name.tsx'
import { isLive, KeyState } from './key-state.tsx'
import { Permissions } from './permissions-dialog.tsx'
import { RevokeButton } from './revoke-button.tsx'

const COLUMNS: readonly Column<ManagementKey>[] = [
  { title: 'Name', cell: ({ name, last_four }) => <Name name={name} lastFour={last_four} /> },
  { title: 'May do', cell: (key) => <Permissions of={key} /> },
  { title: 'For', cell: ({ organization_id: id }) => <Owner id={id} /> },
  { title: 'Last used', cell: (key) => <When at={key.last_used_at} /> },
  { title: 'Expires', cell: (key) => <When at={key.expires_at} /> },
  { title: 'State', cell: (key) => <KeyState of={key} /> },
]

const REVOKING: Column<ManagementKey> = {
  title: 'Act',
  cell: (key) => (isLive(key) ? <RevokeButton of={key} /> : null),
}

const CREATE = <CreateLink to="/management-keys/new">Create key</CreateLink>

export function Page() {
  const list = useManagementKeys()
  const filters = useFilters()
  const mayChange = useMay('management-keys:write')
  return (
    <>
      <PageHead
        title="Management keys"
        lead="They let programs do over the management API what you do in this console."
        actions={mayChange ? CREATE : null}
      />
      <Listing
        label="Management keys"
        list={list}
        columns={mayChange ? [...COLUMNS, REVOKING] : COLUMNS}
        filters={filters}
        keyOf={({ id }) => id}
        empty={<Empty mayChange={mayChange} />}
      />
    </>
  )
}

function Name({ name, lastFour }: { readonly name: string | null; readonly lastFour: string }) {
  return (
    <>
      <Text fw={600} inherit>
        {name ?? 'Without a name'}
      </Text>
      <Code>…{lastFour}</Code>
    </>
  )
}

function Owner({ id }: { readonly id: number | null }) {
  return id === null ? 'The whole platform' : <OrganizationName id={id} />
}

function Empty({ mayChange }: { readonly mayChange: boolean }) {
  const { base_url: baseUrl } = useMe()
  return (
    <EmptyState
      title="No program has a key yet"
      icon={IconTerminal2}
      action={mayChange ? CREATE : undefined}
      example={{
        title: 'What it is for',
        what: 'curl line',
        text: `curl ${baseUrl}/admin/v1/clients -H 'Authorization: Bearer MANAGEMENT_KEY'`,
      }}
    >
      Create one for each program that manages this server, with no more permissions than it needs.
      It is shown once.
    </EmptyState>
  )
}
