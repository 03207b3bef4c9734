import { numberClaim, textClaim, textsClaim } from '../../protocol/claims.ts'
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
  read(payload) {
    const issuedAt = numberClaim(payload, 'iat')
    const issuer = textClaim(payload, 'iss')
    const tokenId = textClaim(payload, 'jti')
    const expiresAt = numberClaim(payload, 'exp')
    const subject = textClaim(payload, 'sub')
    const clientId = textClaim(payload, 'aud')
    const scope = textsClaim(payload, 'scopes')
    if (
      payload.typ !== 'access' ||
      issuedAt === undefined ||
      issuer === undefined ||
      tokenId === undefined ||
      expiresAt === undefined ||
      subject === undefined ||
      clientId === undefined ||
      scope === undefined
    ) {
      return undefined
    }
    return {
      use: 'access',
      issuer,
      clientId,
      credentialId: numberClaim(payload, 'crd'),
      familyId: textClaim(payload, 'fam'),
      subject: subject.startsWith(USER) ? subject.slice(USER.length) : undefined,
      scope,
      audience: [clientId],
      bound: undefined,
      issuedAt,
      expiresAt,
      tokenId,
      organizationId: undefined,
    }
  },
}
