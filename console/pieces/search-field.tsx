import { CloseButton, TextInput } from '@mantine/core'
import { useDebouncedCallback } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import type { Filters } from './filters.ts'

const PAUSE_MS = 200

/** Narrows a list by its `q`. The address follows when the typing pauses. */
export function SearchField({
  filters,
  label,
}: {
  readonly filters: Filters
  readonly label: string
}) {
  const [text, setText] = useState(filters.values.q ?? '')
  const ask = useDebouncedCallback((value: string) => filters.set('q', value.trim()), PAUSE_MS)
  const change = (value: string): void => {
    setText(value)
    ask(value)
  }
  return (
    <TextInput
      type="search"
      flex="1 1 14rem"
      maw="24rem"
      aria-label={label}
      placeholder={label}
      leftSection={<IconSearch size={16} aria-hidden />}
      rightSection={
        text === '' ? null : (
          <CloseButton size="sm" aria-label="Clear the search" onClick={() => change('')} />
        )
      }
      value={text}
      onChange={(event) => change(event.currentTarget.value)}
    />
  )
}
