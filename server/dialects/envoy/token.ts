import { demandClaim, readClaims } from '../../protocol/claims.ts'
import type { TokenStyle } from '../../protocol/token-style.ts'

const USER = 'User:'
const CLIENT = 'Client:'

/** The claims of the vendor's tokens as they were seen; its clients treat them as opaque. */
export const token: TokenStyle = {
  algorithm: 'ES256',
  header: ({ keyId }) => ({ alg: 'ES256', kid: keyId }),
  write: (claims) => ({
    iat: claims.issuedAt,
    iss: claims.issuer,
    jti: claims.tokenId,
    exp: claims.expiresAt,
    sub: claims.subject === undefined ? `${CLIENT}${claims.clientId}` : `${USER}${claims.subject}`,
    aud: claims.clientId,
    typ: 'access',
    scopes: claims.scope,
    meta: { company_id: String(claims.organizationId) },
    crd: claims.credentialId,
    fam: claims.familyId,
  }),
  read: (payload) =>
    readClaims(payload, (claim) => {
      demandClaim(payload.typ === 'access')
      const subject = claim.text('sub')
      const clientId = claim.text('aud')
      return {
        use: 'access',
        issuer: claim.text('iss'),
        clientId,
        credentialId: claim.optionalNumber('crd'),
        familyId: claim.optionalText('fam'),
        subject: subject.startsWith(USER) ? subject.slice(USER.length) : undefined,
        scope: claim.texts('scopes'),
        audience: [clientId],
        issuedAt: claim.integer('iat'),
        expiresAt: claim.integer('exp'),
        tokenId: claim.text('jti'),
      }
    }),
}
