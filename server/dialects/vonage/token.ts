import { oneOrMany, readClaims } from '../../protocol/claims.ts'
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
  read: (payload) =>
    readClaims(payload, (claim) => ({
      use: 'access',
      issuer: claim.text('iss'),
      clientId: claim.text('client_id'),
      credentialId: claim.optionalNumber('crd'),
      scope: claim.texts('scope'),
      audience: claim.texts('aud'),
      issuedAt: claim.integer('nbf'),
      expiresAt: claim.integer('exp'),
      tokenId: claim.text('jti'),
    })),
}
