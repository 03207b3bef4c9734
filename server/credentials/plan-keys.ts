import { formatCredential, parseCredential } from './format.ts'
import { type Secrets, sameText } from './secrets.ts'

/** A plan's key is derived from its id: lists can show it, and no table holds it. */
export function planKeyOf(secrets: Secrets, planId: number): string {
  return formatCredential('pl', [planId], secrets.derive('plan key', planId))
}

export function planKeyIdOf(secrets: Secrets, key: string): number | undefined {
  const parsed = parseCredential(key)
  const planId = parsed?.numbers[0]
  if (parsed?.kind !== 'pl' || planId === undefined) return undefined
  return sameText(secrets.derive('plan key', planId), parsed.secret) ? planId : undefined
}
