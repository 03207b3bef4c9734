import type { Client, Credential } from '../../api/clients.ts'
import { serverNow } from '../../api/me.ts'
import type { Tone } from '../../pieces/state-badge.tsx'

const SOON_MS = 8 * 86_400_000

interface State {
  readonly tone: Tone
  readonly words: string
}

/** Secrets that still open something, the newest first. */
export function goodOf(client: Pick<Client, 'credentials'>): readonly Credential[] {
  return client.credentials
    .filter(({ state }) => state === 'live' || state === 'ending')
    .toSorted((a, b) => Date.parse(b.created_at) - Date.parse(a.created_at) || later(a, b))
}

export function stateOf(client: Pick<Client, 'enabled' | 'credentials'>, isPublic: boolean): State {
  const good = goodOf(client)
  if (!client.enabled) return { tone: 'off', words: 'Disabled' }
  if (isPublic) return { tone: 'good', words: 'Enabled' }
  if (good.length === 0) return { tone: 'bad', words: 'No live secret' }
  if (good.length > 1) return { tone: 'warn', words: 'Rotating' }
  if (good[0] !== undefined && endsSoon(good[0])) return { tone: 'warn', words: 'Ends soon' }
  return { tone: 'good', words: 'Enabled' }
}

export function stateOfSecret(one: Credential): State {
  switch (one.state) {
    case 'live':
      return { tone: 'good', words: 'Live' }
    case 'ending':
      return endsSoon(one) ? { tone: 'warn', words: 'Ends soon' } : { tone: 'good', words: 'Live' }
    case 'ended':
      return { tone: 'off', words: 'Ended' }
    case 'revoked':
      return { tone: 'off', words: 'Revoked' }
    default:
      return one.state satisfies never
  }
}

/** An end that is far off is no reason to look twice. */
function endsSoon({ expires_at: at }: Credential): boolean {
  return at !== null && Date.parse(at) - serverNow() < SOON_MS
}

/** Made in the same second: the number in the id tells which came later. */
function later(a: Credential, b: Credential): number {
  return numberOf(b.id) - numberOf(a.id)
}

function numberOf(id: string): number {
  return Number(id.replace(/^\D+/, ''))
}
