import type { User } from '../../api/users.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'

export function UserState({ user }: { readonly user: User }) {
  if (!user.enabled) return <StateBadge tone="off">Disabled</StateBadge>
  const isReady = user.has_password || user.passkeys > 0
  if (!isReady) return <StateBadge tone="warn">No password yet</StateBadge>
  return <StateBadge tone="good">Active</StateBadge>
}
