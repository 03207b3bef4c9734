import { NativeSelect } from '@mantine/core'
import { useOrganizations } from '../api/organizations.ts'
import { useOrganization } from './organization.tsx'

const ALL = 'all'

/** Lists show one organization or all. Only for operators: others belong to one. */
export function OrganizationSwitch() {
  const { id, choose } = useOrganization()
  const { items } = useOrganizations()
  if (items.length < 2) return null
  return (
    <NativeSelect
      visibleFrom="md"
      w={200}
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
