import { type Payload, parseObject } from './claims.ts'
import { digestsOf } from './digests.ts'
import type { Engine } from './engine.ts'
import type { Feed } from './feed.ts'
import { headerOf, startOf } from './jws.ts'
import type { Keys, StyleFacts, StyleKey } from './keys.ts'
import type { Refuse } from './refusal.ts'
import { STYLES, type TokenClaims } from './styles.ts'
import type { Caller } from './types.ts'

/** Nodes of the issuer keep the same time to a second or so. */
const AHEAD_SEC_MAX = 5
/** There are as many as keys; strangers cannot add to them. */
const HEADERS_MAX = 1_000

/** A header that a genuine signature stood under, so that it need not be read again. */
interface KnownHeader {
  /** Of the token, its period included. */
  readonly start: string
  readonly keyId: string
}

/** A token whose signature and claims are right; whether it lives is asked each time. */
export interface VerifiedToken {
  readonly token: string
  readonly caller: Caller
  readonly style: StyleFacts
  readonly digests: readonly string[]
  readonly issuedAt: number
  readonly expiresAt: number
  /** Up to which news of the feed it is known to live. */
  generation: number
  readonly keysGeneration: number
}

interface Parts {
  readonly engine: Engine
  readonly keys: Keys
  readonly feed: Feed
  readonly refuse: Refuse
  /** Throws where tokens of this style, issuer or audience are not accepted. */
  demandAccepted(claims: TokenClaims, style: StyleFacts): void
}

export interface OfflineVerification {
  /**
   * At once where nothing has to be waited for, as in Node with a key that is known: a promise more
   * would be felt in the time of each request.
   */
  verify(token: string): VerifiedToken | Promise<VerifiedToken>
  /** Whether its header says that it is signed with a secret that only the issuer has. */
  isSharedSecret(token: string): boolean
}

/** Whether it was signed with one of the issuer's keys, as an access token of the key's style. */
export function offlineVerification(parts: Parts): OfflineVerification {
  const { engine, keys, feed, refuse } = parts
  const headers = new Map<string, KnownHeader>()
  /** Most tokens have the header of the one before, and a look is cheaper than a search. */
  let last: KnownHeader | undefined

  const knownOf = (token: string): KnownHeader | undefined =>
    last !== undefined && token.startsWith(last.start) ? last : headers.get(startOf(token))

  const verifyWith = (
    token: string,
    known: KnownHeader | undefined,
    key: StyleKey | undefined,
  ): VerifiedToken | Promise<VerifiedToken> => {
    if (key === undefined) throw refuse('invalid_token', 'its key is not one of the issuer’s')
    if (known === undefined) demandHeader(headerOf(token), key, refuse)
    const text = engine.open(key, token)
    return text instanceof Promise
      ? text.then((opened) => read(token, known, key, opened))
      : read(token, known, key, text)
  }

  const read = (
    token: string,
    known: KnownHeader | undefined,
    key: StyleKey,
    text: string | undefined,
  ): VerifiedToken | Promise<VerifiedToken> => {
    if (text === undefined) throw refuse('invalid_token', 'its signature is wrong')
    last = known ?? { start: startOf(token), keyId: key.id }
    if (known === undefined && headers.size < HEADERS_MAX) headers.set(last.start, last)
    const payload = parseObject(text)
    const claims = payload && STYLES.get(key.style.name)?.read(payload)
    if (claims === undefined) throw refuse('invalid_token', 'it is no access token of its style')
    return isIssuerOf(key, claims)
      ? accept(token, key, claims)
      : learnIssuer(key).then((fresh) => {
          if (fresh === undefined || !isIssuerOf(fresh, claims)) {
            throw refuse('invalid_token', 'its issuer is not one of this style’s')
          }
          return accept(token, fresh, claims)
        })
  }

  /** A region may be new. An unknown key makes the issuer's documents be looked at again. */
  const learnIssuer = async (key: StyleKey): Promise<StyleKey | undefined> => {
    await keys.find('')
    return keys.find(key.id)
  }

  const accept = (
    token: string,
    key: StyleKey,
    claims: TokenClaims,
  ): VerifiedToken | Promise<VerifiedToken> => {
    const { style } = key
    parts.demandAccepted(claims, style)
    const { issuedAt, expiresAt } = claims
    if (issuedAt > feed.now() + AHEAD_SEC_MAX) throw refuse('invalid_token', 'it is not valid yet')
    const keysGeneration = keys.generation
    const caller = callerOf(claims, style)
    const about = { token, caller, style, issuedAt, expiresAt, generation: -1, keysGeneration }
    const digests = digestsOf(engine, claims, key.digest)
    return digests instanceof Promise
      ? digests.then((all) => ({ ...about, digests: all }))
      : { ...about, digests }
  }

  return {
    isSharedSecret: (token) => knownOf(token) === undefined && headerOf(token).alg === 'HS256',
    verify(token) {
      const known = knownOf(token)
      const keyId = known === undefined ? headerOf(token).kid : known.keyId
      if (typeof keyId !== 'string') throw refuse('invalid_token', 'its header names no key')
      const key = keys.find(keyId)
      return key instanceof Promise
        ? key.then((found) => verifyWith(token, known, found))
        : verifyWith(token, known, key)
    },
  }
}

/**
 * The header of an access token of the key's style and nothing else: the algorithm is the key's,
 * the type is the style's, and no extension has to be understood (RFC 7515 §4.1.11).
 */
function demandHeader(header: Payload, key: StyleKey, refuse: Refuse): void {
  const { alg, typ, kid, x5t, ...others } = header
  const isRight =
    alg === key.algorithm &&
    kid === key.id &&
    typ === STYLES.get(key.style.name)?.type &&
    (x5t === undefined || x5t === key.id) &&
    Object.keys(others).length === 0
  if (!isRight) throw refuse('invalid_token', 'its header is not that of an access token')
}

function isIssuerOf({ style }: StyleKey, claims: TokenClaims): boolean {
  return style.issuers.some(({ issuer }) => issuer === claims.issuer)
}

function callerOf(claims: TokenClaims, style: StyleFacts): Caller {
  const { clientId, subject, scopes, audience, issuer, organizationId } = claims
  const { tokenId, issuedAt, expiresAt } = claims
  // The same one is given to every request with this token: what one route does to it must not
  // reach another.
  return Object.freeze({
    dialect: style.name,
    kind: 'access_token',
    clientId,
    subject,
    scopes: Object.freeze(scopes),
    audience: Object.freeze(audience),
    issuer,
    organizationId,
    agentId: undefined,
    roomId: undefined,
    planId: undefined,
    tokenId,
    issuedAt,
    expiresAt,
  })
}
