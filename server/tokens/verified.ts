import { hash } from 'node:crypto'
import { boundedCache } from '../protocol/bounded-cache.ts'
import type { TokenClaims } from '../protocol/token-style.ts'
import type { LiveKey } from './key-ring.ts'

const KEPT_MAX = 50_000

export interface VerifiedToken {
  readonly key: LiveKey
  readonly claims: TokenClaims
}

/**
 * Tokens whose signature was found right, by their SHA-256. That a key signed a text is a fact for
 * ever, so nothing here goes stale: whether the key is still trusted, and everything else that can
 * change, is asked each time.
 */
export interface VerifiedTokens {
  get(text: string): VerifiedToken | undefined
  keep(text: string, token: VerifiedToken): void
}

export function verifiedTokens(): VerifiedTokens {
  const kept = boundedCache<string, VerifiedToken>(KEPT_MAX)
  const nameOf = (text: string): string => hash('sha256', text, 'base64')
  return {
    get: (text) => kept.get(nameOf(text)),
    keep: (text, token) => void kept.set(nameOf(text), token),
  }
}
