import { createHmac, generateKeyPairSync, randomBytes, sign } from 'node:crypto'
import { type Json, parseJson } from './json.ts'
import { decodeJwt, publicKeyFor } from './jwt.ts'

/** Tokens forged in the three classic ways, which every consumer has to refuse. */

/** The same claims with `alg: none` and no signature. */
export function unsigned(token: string): string {
  const [header = '', claims = ''] = token.split('.')
  return `${withAlg(header, 'none')}.${claims}.`
}

/** The same header and claims, signed by a key of the same kind that nobody published. */
export function resigned(token: string): string {
  const [header = '', claims = ''] = token.split('.')
  const signed = `${header}.${claims}`
  return `${signed}.${strangersSignature(String(decodeJwt(token).header.alg), signed)}`
}

/** HS256 with the published public key as the secret: the confusion of RFC 8725 §2.1. */
export function signedWithPublicKey(token: string, jwks: Json | undefined): string {
  const key = publicKeyFor(token, jwks)
  if (key === undefined) throw new TypeError('the key set does not hold the key of the token')
  const [header = '', claims = ''] = token.split('.')
  const signed = `${withAlg(header, 'HS256')}.${claims}`
  const pem = key.export({ type: 'spki', format: 'pem' })
  return `${signed}.${createHmac('sha256', pem).update(signed).digest('base64url')}`
}

function strangersSignature(alg: string, signed: string): string {
  const bytes = Buffer.from(signed)
  switch (alg) {
    case 'HS256':
      return createHmac('sha256', randomBytes(32)).update(bytes).digest('base64url')
    case 'RS256': {
      const key = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey
      return sign('sha256', bytes, key).toString('base64url')
    }
    case 'ES256': {
      const key = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey
      return sign('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')
    }
    default:
      throw new TypeError(`the suite cannot sign ${alg}`)
  }
}

function withAlg(header: string, alg: string): string {
  const parsed = parseJson(Buffer.from(header, 'base64url').toString('utf8'))
  const changed = Object.assign({}, parsed, { alg })
  return Buffer.from(JSON.stringify(changed)).toString('base64url')
}
