// A token as the page gets it from its own server, and how long it is good for. It lives in a
// variable; nothing here writes it anywhere.

/** Why a token is asked for: the first one, one ahead of the end, or one after a refusal. */
export type TokenReason = 'start' | 'refresh' | 'expired'

export interface TokenAsk {
  readonly reason: TokenReason
  /** Ends when the answer is of no use any more: pass it on to `fetch`. */
  readonly signal: AbortSignal
}

/**
 * Fetches an access token from your own server; never the refresh token and never the API key.
 * `expires_at` is in seconds since 1970; without it the token's own `exp` counts (RFC 7519 §4.1.4).
 */
export type TokenProvider = (
  ask: TokenAsk,
) => Promise<string | { readonly access: string; readonly expires_at?: number }>

export interface Token {
  readonly access: string
  /** How long from now; `undefined` where nothing tells. */
  readonly leftMs: number | undefined
}

/** Throws what tells the page's developer what their provider gave. */
export function readToken(given: unknown, nowMs: number): Token {
  const { access, expires_at }: Record<string, unknown> =
    typeof given === 'string' ? { access: given } : { ...(given as object) }
  if (typeof access !== 'string' || access === '') {
    throw new TypeError('tokenProvider must give a token: a string, or { access, expires_at? }')
  }
  const { exp, iat } = claimsOf(access)
  const until = typeof expires_at === 'number' ? expires_at : exp
  if (typeof until !== 'number') return { access, leftMs: undefined }
  const leftMs = until * 1000 - nowMs
  // This clock may be wrong; no token is good for longer than it was made for.
  const wholeMs = typeof iat === 'number' ? (until - iat) * 1000 : leftMs
  return { access, leftMs: Math.min(leftMs, wholeMs) }
}

/** Read without verifying: it only tells when to ask for the next one. */
function claimsOf(jwt: string): Record<string, unknown> {
  try {
    return { ...JSON.parse(atob((jwt.split('.')[1] ?? '').replace(/-/g, '+').replace(/_/g, '/'))) }
  } catch {
    return {}
  }
}
