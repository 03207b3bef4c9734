import { numberClaim, oneOrMany, textClaim, textsClaim } from '../../protocol/claims.ts'
import type { TokenStyle } from '../../protocol/token-style.ts'

/**
 * No `sub` and no `iat`: the instant of issue is `nbf`. One scope is a text, several are a list.
 */
export const token: TokenStyle = {
  algorithm: 'RS256',
  header: ({ keyId, certificateThumbprint }) => ({
    typ: 'JWT',
    alg: 'RS256',
    x5t: certificateThumbprint,
    kid: keyId,
  }),
  write: (claims) => ({
    iss: claims.issuer,
    aud: oneOrMany(claims.audience),
    exp: claims.expiresAt,
    nbf: claims.issuedAt,
    client_id: claims.clientId,
    scope: oneOrMany(claims.scope),
    jti: claims.tokenId,
    crd: claims.credentialId,
  }),
  read(payload) {
    const issuer = textClaim(payload, 'iss')
    const audience = textsClaim(payload, 'aud')
    const expiresAt = numberClaim(payload, 'exp')
    const issuedAt = numberClaim(payload, 'nbf')
    const clientId = textClaim(payload, 'client_id')
    const scope = textsClaim(payload, 'scope')
    const tokenId = textClaim(payload, 'jti')
    if (
      issuer === undefined ||
      audience === undefined ||
      expiresAt === undefined ||
      issuedAt === undefined ||
      clientId === undefined ||
      scope === undefined ||
      tokenId === undefined
    ) {
      return undefined
    }
    return {
      use: 'access',
      issuer,
      clientId,
      credentialId: numberClaim(payload, 'crd'),
      familyId: undefined,
      subject: undefined,
      scope,
      audience,
      bound: undefined,
      issuedAt,
      expiresAt,
      tokenId,
      organizationId: undefined,
    }
  },
}
