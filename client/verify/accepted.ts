import type { StyleFacts } from './keys.ts'
import type { Refuse } from './refusal.ts'
import type { TokenClaims } from './styles.ts'
import type { Caller, VerifierOptions } from './types.ts'

/** Which credentials this resource server takes at all, of those that are genuine. */
export interface Accepted {
  /** A token that was verified here. */
  demandToken(claims: TokenClaims, style: StyleFacts): void
  /** A credential that the issuer answered for. */
  demandIntrospected(caller: Caller): void
}

export function acceptedWith(options: VerifierOptions, refuse: Refuse): Accepted {
  const { dialects, region } = options
  const audience =
    options.audience === undefined || typeof options.audience !== 'string'
      ? options.audience
      : [options.audience]
  const isNamed = (dialect: string): boolean => dialects?.includes(dialect) === true
  const demandDialect = (dialect: string): void => {
    if (dialects !== undefined && !isNamed(dialect)) {
      throw refuse('invalid_token', `the style ${dialect} is not accepted here`)
    }
  }
  return {
    demandToken(claims, style) {
      demandDialect(style.name)
      const named = style.issuers.find(({ issuer }) => issuer === claims.issuer)?.region
      if (region !== undefined && named !== undefined && named !== region) {
        throw refuse('invalid_token', `it is a token of the region ${named}`)
      }
      if (style.audienceSuffix === undefined) {
        // Its tokens name no resource server, so one that wants to be named must say that it knows.
        if (audience === undefined || isNamed(style.name)) return
        throw refuse('invalid_token', `tokens of the style ${style.name} name no audience`)
      }
      const wanted = audience ?? [claims.issuer + style.audienceSuffix]
      if (!wanted.some((one) => claims.audience.includes(one))) {
        throw refuse('invalid_token', 'it is for another audience')
      }
    },
    demandIntrospected(caller) {
      demandDialect(caller.dialect)
      const isBound = caller.agentId !== undefined || caller.roomId !== undefined
      if ((isBound || audience !== undefined) && !isNamed(caller.dialect)) {
        const why = isBound ? 'is bound to one agent or room' : 'names no audience'
        throw refuse('invalid_token', `a credential of the style ${caller.dialect} that ${why}`)
      }
    },
  }
}
