import { MintmarkError } from '../errors.ts'
import type { TokenSet } from '../wire/tokens.ts'

/** Words that speak of the client or the request, not of the refresh token (RFC 6749 §5.2). */
const NOT_THE_TOKEN = ['invalid_client', 'unauthorized_client', 'invalid_request', 'invalid_scope']

export type Refresher = (
  previous: TokenSet | undefined,
  refresh: (refreshToken: string) => Promise<TokenSet>,
  begin: () => Promise<TokenSet>,
) => Promise<TokenSet>

/**
 * Refreshes where there is a refresh token, and begins anew where there is none or where it is
 * refused: it has ended, was revoked, or another process has used it. One that was refused is not
 * shown again.
 */
export function refresher(): Refresher {
  let refused: string | undefined
  return async (previous, refresh, begin) => {
    const { refreshToken, refreshLifetimeMs } = previous ?? {}
    if (refreshToken === undefined || refreshToken === refused) return begin()
    try {
      // An answer without a refresh token leaves the old one in force (RFC 6749 §6).
      const kept = refreshLifetimeMs === undefined ? {} : { refreshLifetimeMs }
      return { refreshToken, ...kept, ...(await refresh(refreshToken)) }
    } catch (error) {
      if (!(error instanceof MintmarkError) || error.code !== 'refused') throw error
      if (NOT_THE_TOKEN.includes(error.oauthError ?? '')) throw error
      refused = refreshToken
      return begin()
    }
  }
}

export function consentNeeded(): MintmarkError {
  return new MintmarkError('consent_required', 'a person has to agree before there is a token')
}
