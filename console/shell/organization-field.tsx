import { NativeSelect } from '@mantine/core'
import type { ReactNode } from 'react'
import { useMe } from '../api/me.ts'
import { useOrganizations } from '../api/organizations.ts'

interface OrganizationFieldProps {
  /** `undefined` for the first one, or for `none` where that is offered. */
  readonly value: number | undefined
  onChange(value: number | undefined): void
  readonly description?: string
  readonly error?: ReactNode
  /** What it is called to belong to none of them, where that may be. */
  readonly none?: string
}

const NONE = 'none'

/** Whose a new thing will be. Who belongs to an organization has no choice and sees no field. */
export function OrganizationField(props: OrganizationFieldProps) {
  const { value, onChange, description, error, none } = props
  const isFree = useMe().organization === null
  const { items } = useOrganizations(isFree)
  if (!isFree || items.length < (none === undefined ? 2 : 1)) return null
  const first = none === undefined ? String(items[0]?.id) : NONE
  return (
    <NativeSelect
      label="Organization"
      description={description}
      error={error}
      value={value === undefined ? first : String(value)}
      onChange={({ currentTarget }) =>
        onChange(currentTarget.value === NONE ? undefined : Number(currentTarget.value))
      }
      data={[
        ...(none === undefined ? [] : [{ value: NONE, label: none }]),
        ...items.map(({ id, name }) => ({ value: String(id), label: name })),
      ]}
    />
  )
}
