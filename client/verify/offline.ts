import { type Payload, parseObject } from './claims.ts'
import type { Engine } from './engine.ts'
import type { Feed } from './feed.ts'
import type { Keys, StyleFacts, StyleKey } from './keys.ts'
import { Recent } from './recent.ts'
import type { Refuse } from './refusal.ts'
import { STYLES, type TokenClaims } from './styles.ts'
import type { Caller } from './types.ts'

/** Nodes of the issuer keep the same time to a second or so. */
const AHEAD_SEC_MAX = 5
const IDS_REMEMBERED = 1_000

/** A token whose signature and claims are right; whether it lives is asked each time. */
export interface VerifiedToken {
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
  verify(token: string): Promise<VerifiedToken>
  /** Whether its header says that it is signed with a secret that only the issuer has. */
  isSharedSecret(token: string): boolean
}

/** Whether it was signed with one of the issuer's keys, as an access token of the key's style. */
export function offlineVerification(parts: Parts): OfflineVerification {
  const { engine, keys, feed, refuse } = parts
  const digestOf = digestsWith(engine)
  // Headers that a genuine signature stood under: there are as many as there are keys.
  const headers = new Recent<string>(IDS_REMEMBERED)

  const keyOf = async (head: string): Promise<StyleKey> => {
    const keyId = headers.get(head) ?? keyIdOf(engine, head)
    if (keyId === undefined) throw refuse('invalid_token', 'its header names no key')
    const found = keys.find(keyId)
    const key = found instanceof Promise ? await found : found
    if (key === undefined) throw refuse('invalid_token', 'its key is not one of the issuer’s')
    return key
  }

  return {
    isSharedSecret(token) {
      const head = token.slice(0, token.indexOf('.'))
      return headers.get(head) === undefined && headerOf(engine, head).alg === 'HS256'
    },
    async verify(token) {
      const first = token.indexOf('.')
      const last = token.lastIndexOf('.')
      const head = token.slice(0, first)
      const key = await keyOf(head)
      if (headers.get(head) === undefined) demandHeader(engine, head, key, refuse)
      const signed = engine.isSigned(key, token.slice(0, last), token.slice(last + 1))
      if (!(typeof signed === 'boolean' ? signed : await signed)) {
        throw refuse('invalid_token', 'its signature is wrong')
      }
      headers.set(head, key.id)
      const payload = parseObject(engine.decodeText(token.slice(first + 1, last)))
      const claims = payload && STYLES.get(key.style.name)?.read(payload)
      if (claims === undefined) throw refuse('invalid_token', 'it is no access token of its style')
      if (!key.style.issuers.some(({ issuer }) => issuer === claims.issuer)) {
        // A region may be new.
        await keys.find('')
        const fresh = await keys.find(key.id)
        if (!fresh?.style.issuers.some(({ issuer }) => issuer === claims.issuer)) {
          throw refuse('invalid_token', 'its issuer is not one of this style’s')
        }
      }
      parts.demandAccepted(claims, key.style)
      if (claims.issuedAt > feed.now() + AHEAD_SEC_MAX) {
        throw refuse('invalid_token', 'it is not valid yet')
      }
      const digests = digestOf(claims, key.id)
      return {
        caller: callerOf(claims, key.style),
        style: key.style,
        digests: digests instanceof Promise ? await digests : digests,
        issuedAt: claims.issuedAt,
        expiresAt: claims.expiresAt,
        generation: -1,
        keysGeneration: keys.generation,
      }
    },
  }
}

function headerOf(engine: Engine, head: string): Payload {
  return parseObject(engine.decodeText(head)) ?? {}
}

/** Only for finding the key: nothing else in a header is believed. */
function keyIdOf(engine: Engine, head: string): string | undefined {
  const { kid } = headerOf(engine, head)
  return typeof kid === 'string' ? kid : undefined
}

/**
 * The header of an access token of the key's style and nothing else: the algorithm is the key's,
 * the type is the style's, and no extension has to be understood (RFC 7515 §4.1.11).
 */
function demandHeader(engine: Engine, head: string, key: StyleKey, refuse: Refuse): void {
  const { alg, typ, kid, x5t, ...others } = headerOf(engine, head)
  const isRight =
    alg === key.algorithm &&
    kid === key.id &&
    typ === STYLES.get(key.style.name)?.type &&
    (x5t === undefined || x5t === key.id) &&
    Object.keys(others).length === 0
  if (!isRight) throw refuse('invalid_token', 'its header is not that of an access token')
}

/** What in the feed would end a token. Most ids come again and again; the token's own does not. */
function digestsWith(engine: Engine) {
  const remembered = new Recent<string>(IDS_REMEMBERED)
  const cut = (text: string): string => text.slice(0, 16)
  const digest = (name: string): string | Promise<string> => {
    const known = remembered.get(name)
    if (known !== undefined) return known
    const made = engine.digest(name)
    const keep = (text: string): string => {
      remembered.set(name, cut(text))
      return cut(text)
    }
    return typeof made === 'string' ? keep(made) : made.then(keep)
  }
  return (claims: TokenClaims, keyId: string): readonly string[] | Promise<readonly string[]> => {
    const { tokenId, familyId, credentialId, clientId, subject } = claims
    const own = engine.digest(`token:${tokenId}`)
    const all = [
      typeof own === 'string' ? cut(own) : own.then(cut),
      digest(`client:${clientId}`),
      digest(`signing_key:${keyId}`),
    ]
    if (familyId !== undefined) all.push(digest(`family:${familyId}`))
    if (credentialId !== undefined) all.push(digest(`credential:${credentialId}`))
    if (subject !== undefined) {
      all.push(digest(`user:${subject}`), digest(`consent:${clientId} ${subject}`))
    }
    return all.every((one) => typeof one === 'string') ? all : Promise.all(all)
  }
}

function callerOf(claims: TokenClaims, style: StyleFacts): Caller {
  return {
    dialect: style.name,
    kind: 'access_token',
    clientId: claims.clientId,
    subject: claims.subject,
    scopes: claims.scopes,
    audience: claims.audience,
    issuer: claims.issuer,
    organizationId: claims.organizationId,
    agentId: undefined,
    roomId: undefined,
    planId: undefined,
    tokenId: claims.tokenId,
    issuedAt: claims.issuedAt,
    expiresAt: claims.expiresAt,
  }
}
