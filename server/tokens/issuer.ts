import { refreshTokenOf, subjectTokenOf } from '../credentials/family-tokens.ts'
import type { Secrets } from '../credentials/secrets.ts'
import type { Authorization } from '../protocol/authorization.ts'
import type { Random } from '../protocol/random.ts'
import type { TokenSet } from '../protocol/token-set.ts'
import type { TokenClaims, TokenStyle } from '../protocol/token-style.ts'
import { segment, signature } from './jws.ts'
import type { KeyRing } from './key-ring.ts'

/** What the dialect says about the tokens it hands out; data, not behaviour. */
export interface Minting {
  readonly dialect: string
  readonly style: TokenStyle | undefined
  readonly issuer: string
  readonly accessTokenLifetimeSec: number
  /** Set where refresh tokens are signed as well, instead of standing in the store. */
  readonly signedRefreshLifetimeSec: number | undefined
}

export interface Issuer {
  /** The only code that makes a token. Costs no query. `now` is the instant of the decision. */
  issue(authorization: Authorization, minting: Minting, now: number): Promise<TokenSet>
}

interface Parts {
  readonly keys: KeyRing
  readonly secrets: Secrets
  readonly random: Random
}

const TOKEN_ID_BYTES = 16

export function issuerWith({ keys, secrets, random }: Parts): Issuer {
  const newTokenId = (): string => random.bytes(TOKEN_ID_BYTES).toHex()

  const sign = (minting: Minting, style: TokenStyle, claims: TokenClaims) => {
    const key = keys.signer(minting.dialect)
    const input = `${key.headerSegment}.${segment(style.write(claims))}`
    const signed = signature(key.record.algorithm, key.privateKey, input)
    return typeof signed === 'string'
      ? `${input}.${signed}`
      : signed.then((text) => `${input}.${text}`)
  }

  return {
    async issue(authorization, minting, now) {
      const { client, family } = authorization
      const { style } = minting
      const lifetimeSec = client.accessTokenLifetimeSec ?? minting.accessTokenLifetimeSec
      const wantsRefresh = authorization.minting === 'access_and_refresh'
      const signedRefreshSec = wantsRefresh ? minting.signedRefreshLifetimeSec : undefined
      const familyId =
        family === undefined
          ? (authorization.pairId ?? (signedRefreshSec && newTokenId()))
          : String(family.id)
      const claims = (use: TokenClaims['use'], expiresInSec: number): TokenClaims => ({
        use,
        issuer: minting.issuer,
        clientId: client.clientId,
        credentialId: authorization.credentialId,
        familyId: familyId || undefined,
        subject: authorization.subject?.publicId,
        scope: authorization.scope,
        audience: authorization.audience,
        bound: authorization.bound,
        issuedAt: now,
        expiresAt: now + expiresInSec,
        tokenId: newTokenId(),
        organizationId: client.organizationId,
      })
      const tokens = {
        authorization,
        issuedAt: now,
        accessToken: style && (await sign(minting, style, claims('access', lifetimeSec))),
        accessExpiresInSec: lifetimeSec,
        refreshToken: undefined,
        refreshExpiresInSec: undefined,
        subjectToken: undefined,
      }
      if (style !== undefined && signedRefreshSec !== undefined) {
        const refreshToken = await sign(minting, style, claims('refresh', signedRefreshSec))
        return { ...tokens, refreshToken, refreshExpiresInSec: signedRefreshSec }
      }
      if (family === undefined) return tokens
      if (authorization.minting === 'subject_token') {
        return { ...tokens, subjectToken: subjectTokenOf(secrets, family) }
      }
      if (!wantsRefresh) return tokens
      return {
        ...tokens,
        refreshToken: refreshTokenOf(secrets, family, family.generation),
        refreshExpiresInSec: family.expiresAt === undefined ? undefined : family.expiresAt - now,
      }
    },
  }
}
