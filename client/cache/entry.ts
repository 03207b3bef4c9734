import type { Obtained } from '../keep/held.ts'
import { isHeaderText } from '../wire/tokens.ts'

/** The key stands in the entry, so that one that was moved or mixed up is nobody's token. */
export function formatEntry(key: string, { tokens, bornAt }: Obtained): string {
  return JSON.stringify({ key, bornAt, tokens })
}

/** Undefined for whatever is not an entry of this key: it is as if there were none. */
export function parseEntry(key: string, text: string | undefined): Obtained | undefined {
  if (text === undefined) return undefined
  try {
    const entry: unknown = JSON.parse(text)
    return isEntry(entry) && entry.key === key ? entry : undefined
  } catch {
    return undefined
  }
}

function isEntry(value: unknown): value is Obtained & { readonly key: string } {
  if (!isObject(value) || typeof value.bornAt !== 'number' || !isObject(value.tokens)) return false
  const { accessToken, lifetimeMs, refreshToken, refreshLifetimeMs, scope } = value.tokens
  return (
    typeof accessToken === 'string' &&
    isHeaderText(accessToken) &&
    [lifetimeMs, refreshLifetimeMs].every((ms) => ms === undefined || typeof ms === 'number') &&
    [refreshToken, scope].every((text) => text === undefined || typeof text === 'string')
  )
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null
}
