import { numberClaim, textClaim } from '../../protocol/claims.ts'
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
  read(payload) {
    const use = payload.token_type
    const expiresAt = numberClaim(payload, 'exp')
    const issuedAt = numberClaim(payload, 'iat')
    const tokenId = textClaim(payload, 'jti')
    const clientId = textClaim(payload, 'user_id')
    const agentId = numberClaim(payload, 'agent_id')
    if (
      (use !== 'access' && use !== 'refresh') ||
      expiresAt === undefined ||
      issuedAt === undefined ||
      tokenId === undefined ||
      clientId === undefined ||
      agentId === undefined
    ) {
      return undefined
    }
    return {
      use,
      issuer: 'vocera',
      clientId,
      credentialId: numberClaim(payload, 'crd'),
      familyId: textClaim(payload, 'fam'),
      subject: undefined,
      scope: [],
      audience: [],
      bound: { kind: 'agent', id: agentId },
      issuedAt,
      expiresAt,
      tokenId,
      organizationId: undefined,
    }
  },
}
