import type { Dialect } from '../../api/dialects.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'

export function StyleState({ style }: { readonly style: Dialect }) {
  if (!style.configured) return <StateBadge tone="off">Left out by the configuration</StateBadge>
  return style.enabled ? (
    <StateBadge tone="good">On</StateBadge>
  ) : (
    <StateBadge tone="off">Switched off</StateBadge>
  )
}
