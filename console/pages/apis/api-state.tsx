import { Group } from '@mantine/core'
import type { Summary } from '../../api/apis.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'

interface ApiStateProps {
  readonly api: Pick<Summary, 'enabled' | 'configured'>
}

export function ApiState({ api }: ApiStateProps) {
  return (
    <Group gap="xs">
      {api.enabled ? (
        <StateBadge tone="good">On</StateBadge>
      ) : (
        <StateBadge tone="off">Off</StateBadge>
      )}
      {api.configured ? <StateBadge tone="note">In the configuration</StateBadge> : null}
    </Group>
  )
}
