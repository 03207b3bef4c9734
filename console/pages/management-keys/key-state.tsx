import type { ManagementKey } from '../../api/management-keys.ts'
import { serverNow } from '../../api/me.ts'
import { StateBadge } from '../../pieces/state-badge.tsx'

const SOON_MS = 7 * 86_400_000

export function isLive({ revoked_at, expires_at }: ManagementKey): boolean {
  return revoked_at === null && (expires_at === null || Date.parse(expires_at) > serverNow())
}

export function KeyState({ of: key }: { readonly of: ManagementKey }) {
  if (key.revoked_at !== null) return <StateBadge tone="off">Revoked</StateBadge>
  if (!isLive(key)) return <StateBadge tone="off">Expired</StateBadge>
  const isEnding = key.expires_at !== null && Date.parse(key.expires_at) < serverNow() + SOON_MS
  return isEnding ? (
    <StateBadge tone="warn">Ends soon</StateBadge>
  ) : (
    <StateBadge tone="good">Live</StateBadge>
  )
}
