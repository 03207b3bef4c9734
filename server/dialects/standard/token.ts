import { oneOrMany, readClaims } from '../../protocol/claims.ts'
import { formatScope, parseScope } from '../../protocol/scope.ts'
import type { TokenStyle } from '../../protocol/token-style.ts'

/** RFC 9068 access tokens. `crd` and `fam` are ours: what a revocation of them would end. */
export const token: TokenStyle = {
  algorithm: 'ES256',
  header: ({ keyId }) => ({ typ: 'at+jwt', alg: 'ES256', kid: keyId }),
  write: (claims) => ({
    iss: claims.issuer,
    sub: claims.subject ?? claims.clientId,
    aud: oneOrMany(claims.audience),
    exp: claims.expiresAt,
    iat: claims.issuedAt,
    jti: claims.tokenId,
    client_id: claims.clientId,
    scope: formatScope(claims.scope),
    crd: claims.credentialId,
    fam: claims.familyId,
  }),
  read: (payload) =>
    readClaims(payload, (claim) => {
      const clientId = claim.text('client_id')
      const subject = claim.text('sub')
      return {
        use: 'access',
        issuer: claim.text('iss'),
        clientId,
        credentialId: claim.optionalNumber('crd'),
        familyId: claim.optionalText('fam'),
        // A client that speaks for itself is its own subject (RFC 9068 §2.2).
        subject: subject === clientId ? undefined : subject,
        scope: parseScope(claim.texts('scope').join(' ')),
        audience: claim.texts('aud'),
        issuedAt: claim.integer('iat'),
        expiresAt: claim.integer('exp'),
        tokenId: claim.text('jti'),
      }
    }),
}
