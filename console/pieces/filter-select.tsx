import { Select } from '@mantine/core'
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
    <Select
      w={{ base: '100%', xs: 190 }}
      aria-label={any}
      placeholder={any}
      clearable
      clearButtonProps={{ 'aria-label': `Back to: ${any}` }}
      value={known ? (filters.values[name] ?? null) : null}
      onChange={(value) => filters.set(name, value ?? undefined)}
      data={options}
    />
  )
}
