import { ActionIcon, Group, Text, Tooltip } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import type { Scope } from '../../api/all-scopes.ts'
import { countWords } from '../../pieces/number-words.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { DeleteScope } from './delete-scope.tsx'
import classes from './scopes.module.css'

interface ScopeRowProps {
  readonly scope: Scope
  readonly edit: ((scope: Scope) => void) | undefined
}

export function ScopeRow({ scope, edit }: ScopeRowProps) {
  const { value, description, built_in: isBuiltIn, clients } = scope
  return (
    <li>
      <div className={classes.words}>
        <Group gap="xs">
          <code className={classes.value}>{value}</code>
          {isBuiltIn ? null : <StateBadge tone="note">Added here</StateBadge>}
        </Group>
        <Text size="sm">
          <bdi>{description}</bdi>
        </Text>
        <Text size="sm" c="dimmed">
          {clients === 0 ? 'No client has it' : `${countWords(clients, 'client')} may ask for it`}
        </Text>
      </div>
      {edit === undefined ? null : (
        <Group gap={4} wrap="nowrap">
          {isBuiltIn ? null : <DeleteScope scope={scope} />}
          <Tooltip label="Edit">
            <ActionIcon
              variant="subtle"
              color="gray"
              aria-label={`Edit ${value}`}
              onClick={() => edit(scope)}
            >
              <IconPencil size={18} aria-hidden />
            </ActionIcon>
          </Tooltip>
        </Group>
      )}
    </li>
  )
}
