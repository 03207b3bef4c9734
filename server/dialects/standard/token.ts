import { numberClaim, oneOrMany, textClaim, textsClaim } from '../../protocol/claims.ts'
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
  read(payload) {
    const issuer = textClaim(payload, 'iss')
    const subject = textClaim(payload, 'sub')
    const audience = textsClaim(payload, 'aud')
    const expiresAt = numberClaim(payload, 'exp')
    const issuedAt = numberClaim(payload, 'iat')
    const tokenId = textClaim(payload, 'jti')
    const clientId = textClaim(payload, 'client_id')
    const scope = payload.scope
    if (
      issuer === undefined ||
      audience === undefined ||
      expiresAt === undefined ||
      issuedAt === undefined ||
      tokenId === undefined ||
      clientId === undefined ||
      typeof scope !== 'string'
    ) {
      return undefined
    }
    return {
      use: 'access',
      issuer,
      clientId,
      credentialId: numberClaim(payload, 'crd'),
      familyId: textClaim(payload, 'fam'),
      subject: subject === clientId ? undefined : subject,
      scope: parseScope(scope),
      audience,
      bound: undefined,
      issuedAt,
      expiresAt,
      tokenId,
      organizationId: undefined,
    }
  },
}
