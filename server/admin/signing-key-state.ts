import type { SigningKeyRecord } from '../store/signing-keys.ts'

/** Published before it signs; signs; only verifies; not even that. */
export const KEY_STATES = ['pending', 'active', 'retiring', 'retired'] as const
type State = (typeof KEY_STATES)[number]

export function stateOf(
  { activatesAt, retiresAt, removedAt }: SigningKeyRecord,
  now: number,
): State {
  if (removedAt !== undefined && removedAt <= now) return 'retired'
  if (retiresAt !== undefined && retiresAt <= now) return 'retiring'
  return activatesAt <= now ? 'active' : 'pending'
}
