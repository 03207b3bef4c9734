import { demandClaim, readClaims } from '../../protocol/claims.ts'
import type { TokenStyle } from '../../protocol/token-style.ts'

/** Header and payload stand byte for byte as djangorestframework-simplejwt writes them. */
export const token: TokenStyle = {
  algorithm: 'HS256',
  header: () => ({ alg: 'HS256', typ: 'JWT' }),
  write: (claims) => ({
    token_type: claims.use,
    exp: claims.expiresAt,
    iat: claims.issuedAt,
    jti: claims.tokenId,
    user_id: claims.clientId,
    agent_id: claims.bound?.kind === 'agent' ? claims.bound.id : undefined,
    crd: claims.credentialId,
    fam: claims.familyId,
  }),
  read: (payload) =>
    readClaims(payload, (claim) => {
      const use = payload.token_type === 'refresh' ? 'refresh' : 'access'
      demandClaim(payload.token_type === use)
      return {
        use,
        issuer: 'vocera',
        clientId: claim.text('user_id'),
        credentialId: claim.optionalNumber('crd'),
        familyId: claim.optionalText('fam'),
        bound: { kind: 'agent', id: claim.integer('agent_id') },
        issuedAt: claim.integer('iat'),
        expiresAt: claim.integer('exp'),
        tokenId: claim.text('jti'),
      }
    }),
}
