import { NativeSelect } from '@mantine/core'
import type { Filters } from './filters.ts'

interface FilterSelectProps {
  readonly filters: Filters
  /** The parameter that it sets. */
  readonly name: string
  /** What no choice is called, such as “Any state”. */
  readonly any: string
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

/** Narrows a list by one of a few values. */
export function FilterSelect({ filters, name, any, options }: FilterSelectProps) {
  const known = options.some(({ value }) => value === filters.values[name])
  return (
    <NativeSelect
      w={{ base: '100%', xs: 190 }}
      aria-label={any}
      value={known ? filters.values[name] : ''}
      onChange={({ currentTarget }) => filters.set(name, currentTarget.value)}
      data={[{ value: '', label: any }, ...options]}
    />
  )
}
