export interface JwtTimes {
  /** Milliseconds since 1970 by the issuer's clock (RFC 7519 §4.1.4). */
  readonly endsAt?: number
  /** The same, of `iat` or else `nbf`. */
  readonly madeAt?: number
}

/** Read and not verified: whom the token is for verifies it, here it only says when to renew. */
export function jwtTimes(token: string): JwtTimes {
  const [, payload, , more] = token.split('.')
  if (payload === undefined || more !== undefined) return {}
  try {
    const claims: unknown = JSON.parse(atob(payload.replaceAll('-', '+').replaceAll('_', '/')))
    if (typeof claims !== 'object' || claims === null) return {}
    const { exp, iat, nbf } = claims as Record<string, unknown>
    const madeAt = typeof iat === 'number' ? iat : nbf
    return {
      ...(typeof exp === 'number' && { endsAt: exp * 1000 }),
      ...(typeof madeAt === 'number' && { madeAt: madeAt * 1000 }),
    }
  } catch {
    return {}
  }
}
