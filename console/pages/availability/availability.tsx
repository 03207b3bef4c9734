import { Button, Group } from '@mantine/core'
import { IconHeadset, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { type Skill, useDeleteSkill, usePutSkill, useSkills } from '../../api/availability.ts'
import { useMay } from '../../api/me.ts'
import { EmptyState } from '../../pieces/empty-state.tsx'
import { useFilters } from '../../pieces/filters.ts'
import { type Column, Listing } from '../../pieces/listing.tsx'
import { PageHead } from '../../pieces/page-head.tsx'
import { sayFailed, sayUndoable } from '../../pieces/toast.tsx'
import { useOrganization } from '../../shell/organization.tsx'
import { OrganizationName } from '../../shell/organization-name.tsx'
import { type Edited, EditSkill } from './edit-skill.tsx'

const LEAD =
  'How many agents of each skill can be reached, as clients of the Vonage style read it at ' +
  '/agents-availability.'

const COLUMNS: readonly Column<Skill>[] = [
  { title: 'Skill', cell: ({ skill }) => skill },
  { title: 'Organization', cell: (one) => <OrganizationName id={one.organization_id} /> },
  { title: 'Ready', cell: ({ ready }) => ready.toLocaleString() },
  { title: 'Away', cell: ({ away }) => away.toLocaleString() },
  { title: 'Extended away', cell: ({ extended_away }) => extended_away.toLocaleString() },
  { title: 'Logged out', cell: ({ logged_out }) => logged_out.toLocaleString() },
]

export function Page() {
  const filters = useFilters()
  const { id: organization_id } = useOrganization()
  const list = useSkills({ organization_id })
  const mayChange = useMay('availability:write')
  const [edited, edit] = useState<Edited>()
  const add = mayChange ? (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={() => edit('new')}>
      Add skill
    </Button>
  ) : null
  const acts: Column<Skill> = { title: '', cell: (skill) => <Acts skill={skill} edit={edit} /> }
  return (
    <>
      <PageHead title="Availability" lead={LEAD} actions={list.items.length === 0 ? null : add} />
      <Listing
        label="Skills"
        list={list}
        columns={mayChange ? [...COLUMNS, acts] : COLUMNS}
        filters={filters}
        keyOf={(one) => `${one.organization_id} ${one.skill}`}
        empty={
          <EmptyState title="No skill yet" icon={IconHeadset} action={add}>
            A skill is what callers want, such as Sales. Clients ask how many agents of it are ready
            before they offer a call.
          </EmptyState>
        }
      />
      <EditSkill edited={edited} onClose={() => edit(undefined)} />
    </>
  )
}

interface ActsProps {
  readonly skill: Skill
  edit(skill: Skill): void
}

function Acts({ skill, edit }: ActsProps) {
  const remove = useDeleteSkill()
  const put = usePutSkill()
  const run = (): void =>
    remove.mutate(skill, {
      onSuccess: () => sayUndoable(`${skill.skill} was removed.`, () => put.mutateAsync(skill)),
      onError: sayFailed,
    })
  return (
    <Group gap={4} justify="flex-end" wrap="nowrap">
      <Button
        size="compact-sm"
        variant="subtle"
        aria-label={`Edit ${skill.skill}`}
        onClick={() => edit(skill)}
      >
        Edit
      </Button>
      <Button
        size="compact-sm"
        variant="subtle"
        color="red"
        aria-label={`Remove ${skill.skill}`}
        loading={remove.isPending}
        onClick={run}
      >
        Remove
      </Button>
    </Group>
  )
}
