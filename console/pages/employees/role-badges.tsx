import { Group, Text } from '@mantine/core'
import { StateBadge } from '../../pieces/state-badge.tsx'
import { isKnownRole, titleOfRole } from './role-list.ts'

const SHOWN_MAX = 3

export function RoleBadges({ roles }: { readonly roles: readonly string[] }) {
  if (roles.length === 0)
    return (
      <Text c="dimmed" inherit>
        No role
      </Text>
    )
  // What only their own software knows comes last.
  const sorted = [...roles].sort((a, b) => Number(isKnownRole(b)) - Number(isKnownRole(a)))
  const more = sorted.length - SHOWN_MAX
  return (
    <Group gap={4}>
      {sorted.slice(0, SHOWN_MAX).map((role) => (
        <StateBadge key={role} tone="note">
          {titleOfRole(role)}
        </StateBadge>
      ))}
      {more > 0 ? <Text size="sm" c="dimmed">{`+${more}`}</Text> : null}
    </Group>
  )
}
