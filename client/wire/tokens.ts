import { MintmarkError } from '../errors.ts'
import type { TokenAnswer } from './ask.ts'
import { jwtTimes } from './jwt-times.ts'

/** What an issuer gave, in memory and in a shared cache. */
export interface TokenSet {
  readonly accessToken: string
  /** Milliseconds from the answer to its end; absent when nobody says when that is. */
  readonly lifetimeMs?: number
  readonly refreshToken?: string
  readonly refreshLifetimeMs?: number
  /** What was granted, as it was said (RFC 6749 §5.1). */
  readonly scope?: string
}

/** How a style calls its members. */
export interface TokenNames {
  readonly access: string
  readonly refresh: string
}

const STANDARD: TokenNames = { access: 'access_token', refresh: 'refresh_token' }

/** Throws `malformed_answer` when there is no token, or one that cannot stand in a header. */
export function readTokens(answer: TokenAnswer, names: TokenNames = STANDARD): TokenSet {
  const { json } = answer
  const accessToken = json[names.access]
  const refreshToken = json[names.refresh]
  if (typeof accessToken !== 'string' || !isHeaderText(accessToken)) {
    throw new MintmarkError('malformed_answer', `the answer has no usable ${names.access}`)
  }
  const lifetimeMs = lifetimeOf(accessToken, answer)
  const refreshLifetimeMs = millisecondsIn(json.refresh_token_expires_in)
  return {
    accessToken,
    ...(lifetimeMs !== undefined && { lifetimeMs }),
    ...(typeof refreshToken === 'string' && refreshToken !== '' && { refreshToken }),
    ...(refreshLifetimeMs !== undefined && { refreshLifetimeMs }),
    ...(typeof json.scope === 'string' && { scope: json.scope }),
  }
}

/** A line break in a credential would break a header, and its error message would show it. */
export function isHeaderText(text: string): boolean {
  return /^[\x21-\x7e]+$/.test(text)
}

/**
 * The shortest of what is said: `expires_in`, what a JWT tells of itself, and what that leaves from
 * the instant of the answer, for issuers that hand out one token twice. No clock of ours is in it.
 */
function lifetimeOf(accessToken: string, { json, servedAt }: TokenAnswer): number | undefined {
  const { endsAt, madeAt } = jwtTimes(accessToken)
  const expiresIn = millisecondsIn(json.expires_in)
  const said = expiresIn === undefined ? [] : [expiresIn]
  for (const from of [madeAt, servedAt]) {
    // Where an issuer's clocks disagree with each other, the other words count.
    if (endsAt !== undefined && from !== undefined && endsAt > from) said.push(endsAt - from)
  }
  return said.length === 0 ? undefined : Math.min(...said)
}

function millisecondsIn(seconds: unknown): number | undefined {
  const number = typeof seconds === 'string' && seconds !== '' ? Number(seconds) : seconds
  const isTime = typeof number === 'number' && Number.isFinite(number) && number >= 0
  return isTime ? number * 1000 : undefined
}
