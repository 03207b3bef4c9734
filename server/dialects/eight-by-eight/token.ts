import { readClaims } from '../../protocol/claims.ts'
import type { TokenStyle } from '../../protocol/token-style.ts'

/** Stands raw in a query string, so it holds nothing but `[A-Za-z0-9._-]`. */
export const token: TokenStyle = {
  algorithm: 'HS256',
  header: ({ keyId }) => ({ alg: 'HS256', typ: 'JWT', kid: keyId }),
  write: (claims) => ({
    iat: claims.issuedAt,
    exp: claims.expiresAt,
    jti: claims.tokenId,
    client_id: claims.clientId,
    crd: claims.credentialId,
    room: claims.bound?.kind === 'room' ? claims.bound.id : undefined,
  }),
  read: (payload) =>
    readClaims(payload, (claim) => {
      const room = claim.optionalNumber('room')
      return {
        use: 'access',
        issuer: 'eight-by-eight',
        clientId: claim.text('client_id'),
        credentialId: claim.optionalNumber('crd'),
        bound: room === undefined ? undefined : { kind: 'room', id: room },
        issuedAt: claim.integer('iat'),
        expiresAt: claim.integer('exp'),
        tokenId: claim.text('jti'),
      }
    }),
}
