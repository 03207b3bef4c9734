import { formatCredential, parseCredential } from './format.ts'
import { type Secrets, sameText } from './secrets.ts'

/** A plan's key is derived from its id: lists can show it, and no table holds it. */
export function resourceKeyOf(secrets: Secrets, planId: number): string {
  return formatCredential('rk', [planId], secrets.derive('resource key', planId))
}

export function resourceIdOf(secrets: Secrets, key: string): number | undefined {
  const parsed = parseCredential(key)
  const planId = parsed?.numbers[0]
  if (parsed?.kind !== 'rk' || planId === undefined) return undefined
  return sameText(secrets.derive('resource key', planId), parsed.secret) ? planId : undefined
}
