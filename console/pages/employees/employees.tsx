import { IconUsers } from '@tabler/icons-react'
import { useMay } from '../../api/me.ts'
import { type User, useUsers } from '../../api/users.ts'
import { CreateLink } from '../../pieces/create-link.tsx'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { FilterSelect } from '../../pieces/filter-select.tsx'
import { type Filters, useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { SearchField } from '../../pieces/search-field.tsx'
import { When } from '../../pieces/when.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { RoleBadges } from './role-badges.tsx'
import { CONSOLE_ROLES, DIRECTORY_ROLES } from './role-list.ts'
import { UserState } from './user-state.tsx'

const ROLES = [...DIRECTORY_ROLES, ...CONSOLE_ROLES].map(({ value, title: label }) => ({
  value,
  label,
}))

const COLUMNS: readonly Column<User>[] = [
  { title: 'Name', cell: ({ name }) => name },
  { title: 'E-mail', cell: ({ email }) => email },
  { title: 'Roles', cell: ({ roles }) => <RoleBadges roles={roles} /> },
  { title: 'Last signed in', cell: (user) => <When at={user.last_signed_in_at} /> },
  { title: 'State', cell: (user) => <UserState user={user} /> },
]

const CREATE = <CreateLink to="/employees/new">Create employee</CreateLink>

export function Page() {
  const filters = useFilters('q', 'role')
  const { id: organization_id } = useOrganization()
  const list = useUsers({ ...filters.values, organization_id })
  const mayChange = useMay('users:write')
  return (
    <>
      <PageHead
        title="Employees"
        lead="Your employee directory: everybody who signs in, here or to an app."
        actions={mayChange ? CREATE : null}
      />
      <Listing
        label="Employees"
        list={list}
        columns={COLUMNS}
        filters={filters}
        toolbar={<Toolbar filters={filters} />}
        keyOf={({ id }) => id}
        linkOf={({ id }) => `/employees/${id}`}
        empty={<Empty mayChange={mayChange} />}
      />
    </>
  )
}

function Toolbar({ filters }: { readonly filters: Filters }) {
  return (
    <>
      <SearchField filters={filters} label="Search by name or e-mail" />
      <FilterSelect filters={filters} name="role" any="Any role" options={ROLES} />
    </>
  )
}

const COMMAND = `mintmark user create --role global_admin \\
  --email api@example.com --name "API user"`

function Empty({ mayChange }: { readonly mayChange: boolean }) {
  return (
    <EmptyState
      title="Nobody is in the directory yet"
      icon={IconUsers}
      action={mayChange ? CREATE : undefined}
      example={{
        title: 'By command line',
        what: 'command',
        text: COMMAND,
      }}
    >
      Create an employee manually. For an API user, assign the role Global Admin and leave the
      Visitors Kiosk off.
    </EmptyState>
  )
}
