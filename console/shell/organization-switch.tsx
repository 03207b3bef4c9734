import { NativeSelect } from '@mantine/core'
import { useOrganizations } from '../api/organizations.ts'
import { useOrganization } from './organization.tsx'

const ALL = 'all'
const IN_HEADER = { visibleFrom: 'md', w: 200 } as const
const IN_NAVIGATION = { hiddenFrom: 'md', mt: 'md' } as const

interface OrganizationSwitchProps {
  /** Where it stands when the header is too narrow for it. */
  readonly isInNavigation: boolean
}

/** Lists show one organization or all. Only for operators: others belong to one. */
export function OrganizationSwitch({ isInNavigation }: OrganizationSwitchProps) {
  const { id, choose } = useOrganization()
  const { items } = useOrganizations()
  if (items.length < 2) return null
  return (
    <NativeSelect
      {...(isInNavigation ? IN_NAVIGATION : IN_HEADER)}
      aria-label="Organization"
      value={id === undefined ? ALL : String(id)}
      onChange={({ currentTarget: { value } }) => choose(value === ALL ? undefined : Number(value))}
      data={[
        { value: ALL, label: 'All organizations' },
        ...items.map((one) => ({ value: String(one.id), label: one.name })),
      ]}
    />
  )
}
