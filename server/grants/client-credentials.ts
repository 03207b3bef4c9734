import type { Grant } from './contract.ts'

/**
 * RFC 6749 §4.4: the client speaks for itself. Everything was proved before this is called, and
 * nothing is consumed: there is no row per access token. No refresh token (§4.4.3).
 */
export const clientCredentials: Grant = {
  type: 'client_credentials',
  clientAuthentication: 'confidential',
  scopePolicy: 'requested',
  parameters: [],
  async authorize(request, client) {
    return {
      ...client,
      grantType: 'client_credentials',
      subject: undefined,
      scope: request.scope,
      audience: request.audience,
      family: undefined,
      pairId: undefined,
      minting: 'access',
      bound: undefined,
      room: undefined,
    }
  },
}
