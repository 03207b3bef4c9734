import { Select } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { type User, useUsers } from '../../api/users.ts'

const PAUSE_MS = 200
const SHOWN_MAX = 10

interface UserPickerProps {
  readonly label: string
  readonly organizationId: number
  /** Ids of those who are there already. */
  readonly without: readonly string[]
  onPick(user: User): void
}

/** Finds a person by a part of name or e-mail; the server looks, however many there are. */
export function UserPicker({ label, organizationId, without, onPick }: UserPickerProps) {
  const [text, setText] = useState('')
  const [isOpen, setOpen] = useState(false)
  const [q] = useDebouncedValue(text.trim(), PAUSE_MS)
  const asked = { q, organization_id: organizationId, limit: SHOWN_MAX + without.length }
  const { items, isLoading } = useUsers(asked, isOpen)
  const left = items.filter(({ id }) => !without.includes(id)).slice(0, SHOWN_MAX)
  return (
    <Select
      label={label}
      placeholder="Search by name or e-mail"
      maw="26rem"
      searchable
      leftSection={<IconSearch size={16} aria-hidden />}
      searchValue={text}
      onSearchChange={setText}
      onDropdownOpen={() => setOpen(true)}
      onDropdownClose={() => setOpen(false)}
      // The server has looked already, and in more than what is shown.
      filter={({ options }) => options}
      data={left.map(({ id, name, email }) => ({ value: id, label: `${name} · ${email}` }))}
      nothingFoundMessage={isLoading ? 'Looking…' : 'Nobody is called that.'}
      value={null}
      onChange={(picked) => {
        const user = left.find(({ id }) => id === picked)
        if (user !== undefined) onPick(user)
        setText('')
      }}
    />
  )
}
