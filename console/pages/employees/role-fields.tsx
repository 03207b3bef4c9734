import { Checkbox, Radio, Stack, Text, TextInput } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useMe } from '../../api/me.ts'
import { mayGrant } from './rights.ts'
import {
  CONSOLE_ROLES,
  consoleRoleOf,
  DIRECTORY_ROLES,
  isKnownRole,
  withConsoleRole,
} from './role-list.ts'

interface RoleFieldsProps {
  readonly roles: readonly string[]
  onChange(roles: readonly string[]): void
  readonly error?: ReactNode
}

/** The roles of a person: of the directory, of this console, and those of their own software. */
export function RoleFields({ roles, onChange, error }: RoleFieldsProps) {
  const directory = roles.filter((one) => DIRECTORY_ROLES.some(({ value }) => value === one))
  const others = roles.filter((one) => !isKnownRole(one))
  const [text, setText] = useState(others.join(' '))
  const without = (list: readonly string[]) => roles.filter((one) => !list.includes(one))
  return (
    <Stack gap="lg">
      <Checkbox.Group
        label="Roles"
        error={error}
        value={directory}
        onChange={(next) => onChange([...without(directory), ...next])}
      >
        <Stack gap="sm" mt="xs">
          {DIRECTORY_ROLES.map(({ value, title, words }) => (
            <Checkbox key={value} value={value} label={title} description={words} />
          ))}
        </Stack>
      </Checkbox.Group>
      <ConsoleRole roles={roles} onChange={onChange} />
      <TextInput
        label="Other roles"
        description="Words that your own software reads, spaces between. Here they open nothing."
        placeholder="front_desk"
        autoCapitalize="off"
        spellCheck={false}
        value={text}
        onChange={(event) => {
          setText(event.currentTarget.value)
          onChange([...without(others), ...wordsOf(event.currentTarget.value)])
        }}
      />
    </Stack>
  )
}

/** What opens something is ticked above, and is not slipped in here. */
function wordsOf(text: string): readonly string[] {
  const words = text.split(/[\s,]+/).filter((word) => word !== '' && !isKnownRole(word))
  return [...new Set(words)]
}

const NONE = 'none'

function ConsoleRole({ roles, onChange }: Omit<RoleFieldsProps, 'error'>) {
  const me = useMe()
  const offered = CONSOLE_ROLES.filter(({ value }) => mayGrant(me, value))
  const withheld = CONSOLE_ROLES.filter(({ value }) => !mayGrant(me, value))
  const withheldNames = withheld.map(({ title }) => title).join(', ')
  return (
    <Radio.Group
      label="Access to this console"
      value={consoleRoleOf(roles) ?? NONE}
      onChange={(next) => {
        const role = CONSOLE_ROLES.find(({ value }) => value === next)?.value
        onChange(withConsoleRole(roles, role))
      }}
    >
      <Stack gap="sm" mt="xs">
        <Radio value={NONE} label="None" description="Signs in to apps and integrations only." />
        {offered.map(({ value, title, words }) => (
          <Radio key={value} value={value} label={title} description={words} />
        ))}
        {withheld.length === 0 ? null : (
          <Text size="sm" c="dimmed">
            {withheldNames}: not offered, because nobody gives a role that opens more than their
            own.
          </Text>
        )}
      </Stack>
    </Radio.Group>
  )
}
