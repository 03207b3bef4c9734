import { numberClaim, textClaim } from '../../protocol/claims.ts'
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
  read(payload) {
    const issuedAt = numberClaim(payload, 'iat')
    const expiresAt = numberClaim(payload, 'exp')
    const tokenId = textClaim(payload, 'jti')
    const clientId = textClaim(payload, 'client_id')
    const room = numberClaim(payload, 'room')
    if (
      issuedAt === undefined ||
      expiresAt === undefined ||
      tokenId === undefined ||
      clientId === undefined
    ) {
      return undefined
    }
    return {
      use: 'access',
      issuer: 'eight-by-eight',
      clientId,
      credentialId: numberClaim(payload, 'crd'),
      familyId: undefined,
      subject: undefined,
      scope: [],
      audience: [],
      bound: room === undefined ? undefined : { kind: 'room', id: room },
      issuedAt,
      expiresAt,
      tokenId,
      organizationId: undefined,
    }
  },
}
