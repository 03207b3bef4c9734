import { createPublicKey, type KeyObject, verify } from 'node:crypto'
import { createVerifier } from 'fast-jwt'
import { jwtVerify } from 'jose'
import { verifier } from '../../client/verify/index.ts'
import {
  digestOf,
  jwt,
  REGIONAL,
  type SigningKey,
  standIn,
} from '../../client/verify/test/stand-in.ts'

export type Algorithm = 'ES256' | 'RS256'

/** One way to verify, over and over. */
export interface Contender {
  readonly name: string
  /** Whether it may remember what it has verified. */
  readonly isCached: boolean
  /** Verifies one token; wrong is an error. */
  once(token: string): unknown
}

export interface Field {
  readonly tokens: readonly string[]
  readonly contenders: readonly Contender[]
  close(): void
}

const TOKENS = 2_000
const REVOKED = 100_000
const CACHE_SIZE = 10_000
/** Whoever comes again after all others is long forgotten. */
const FORGOTTEN_SIZE = 200
const LIFETIME_SEC = 86_400

/** All of them, over the same tokens of one algorithm: OAuth 2's own style, or the regional one. */
export async function openField(algorithm: Algorithm): Promise<Field> {
  const mint = standIn()
  mint.state.now = Math.floor(Date.now() / 1_000)
  mint.state.notices = Array.from({ length: REVOKED }, (_, i) => [
    digestOf('token', `gone ${i}`),
    mint.state.now,
    mint.state.now + LIFETIME_SEC,
  ])
  const key = algorithm === 'ES256' ? mint.standard : mint.vonage
  const tokens = Array.from({ length: TOKENS }, (_, i) => tokenOf(mint, key, i))
  const { jwk } = key
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const issuer = algorithm === 'ES256' ? 'https://mint.test' : REGIONAL
  const audience = algorithm === 'ES256' ? issuer : `${REGIONAL}/resources`
  const open = (cacheSize: number) => {
    const { fetch, monotonicMs } = mint
    return verifier({ issuer: 'https://mint.test', fetch, monotonicMs, cacheSize })
  }
  const [fresh, cached] = [open(FORGOTTEN_SIZE), open(CACHE_SIZE)]
  await Promise.all([fresh.ready(), cached.ready()])
  const pem = String(publicKey.export({ type: 'spki', format: 'pem' }))
  const strict = { key: pem, algorithms: [algorithm], allowedIss: issuer, allowedAud: audience }
  const fastJwt = createVerifier({ ...strict, cache: false })
  const fastJwtCached = createVerifier({ ...strict, cache: CACHE_SIZE })
  const checks = { issuer, audience, algorithms: [algorithm] }
  const headersOf = new Map(
    tokens.map((token) => [token, { headers: { authorization: `Bearer ${token}` } }]),
  )
  return {
    tokens,
    contenders: [
      { name: 'node:crypto alone', isCached: false, once: rawVerify(algorithm, publicKey, tokens) },
      { name: 'node:crypto by hand', isCached: false, once: verifyByHand(algorithm, publicKey) },
      { name: 'Mintmark', isCached: false, once: (token) => fresh.verifyToken(token) },
      { name: 'fast-jwt', isCached: false, once: (token) => fastJwt(token) },
      { name: 'jose', isCached: false, once: (token) => jwtVerify(token, publicKey, checks) },
      {
        name: 'Mintmark, remembered',
        isCached: true,
        // As a middleware calls it: from the request's headers on.
        once: (token) => cached.verify(headersOf.get(token) ?? { headers: {} }),
      },
      { name: 'fast-jwt, remembered', isCached: true, once: (token) => fastJwtCached(token) },
    ],
    close() {
      fresh.close()
      cached.close()
    },
  }
}

/** Not even the token is taken apart: nothing that verifies can cost less. */
function rawVerify(
  algorithm: Algorithm,
  key: KeyObject,
  tokens: readonly string[],
): Contender['once'] {
  const parts = new Map(
    tokens.map((token) => {
      const last = token.lastIndexOf('.')
      const signature = Buffer.from(token.slice(last + 1), 'base64url')
      return [token, { input: Buffer.from(token.slice(0, last)), signature }]
    }),
  )
  const native = algorithm === 'ES256' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
  return (token) => {
    const part = parts.get(token)
    const isRight = part !== undefined && verify('sha256', part.input, native, part.signature)
    if (!isRight) throw new Error('A genuine token was not verified.')
  }
}

/** The least that makes a payload of a token: nothing in it is looked at. */
function verifyByHand(algorithm: Algorithm, key: KeyObject): Contender['once'] {
  const native = algorithm === 'ES256' ? ({ key, dsaEncoding: 'ieee-p1363' } as const) : key
  return (token) => {
    const [head = '', body = '', signature = ''] = token.split('.')
    const signed = Buffer.from(signature, 'base64url')
    if (!verify('sha256', Buffer.from(`${head}.${body}`), native, signed)) {
      throw new Error('A genuine token was not verified.')
    }
    return JSON.parse(Buffer.from(body, 'base64url').toString())
  }
}

function tokenOf(mint: ReturnType<typeof standIn>, key: SigningKey, i: number): string {
  const { now } = mint.state
  const own = { jti: `own-${i}`, client_id: `mmc_${i % 50}`, exp: now + LIFETIME_SEC }
  if (key === mint.standard) return mint.token({ ...own, sub: `person-${i % 500}` })
  const claims = { iss: REGIONAL, aud: `${REGIONAL}/resources`, scope: 'stats', nbf: now, crd: 7 }
  return jwt(key, { typ: 'JWT' }, { ...claims, ...own })
}
