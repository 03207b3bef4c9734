import { constants, createPublicKey, type KeyObject, verify, type webcrypto } from 'node:crypto'
import { isJsonArray, isJsonObject, type Json, type JsonObject, parseJson } from './json.ts'

/** JWTs taken apart without trust, and checked against a published key set. */
export interface DecodedJwt {
  readonly headerText: string
  readonly header: JsonObject
  readonly claims: JsonObject
}

export function decodeJwt(token: string): DecodedJwt {
  const parts = token.split('.')
  if (parts.length !== 3) throw new TypeError(`a JWT has three parts, this has ${parts.length}`)
  const [headerText = '', claimsText = ''] = parts
    .slice(0, 2)
    .map((part) => Buffer.from(part, 'base64url').toString('utf8'))
  const header = parseJson(headerText)
  const claims = parseJson(claimsText)
  if (!isJsonObject(header)) throw new TypeError('the JWT header is not a JSON object')
  if (!isJsonObject(claims)) throw new TypeError('the JWT payload is not a JSON object')
  return { headerText, header, claims }
}

/** The key of the set that the token names, or `undefined` when the set does not hold it. */
export function publicKeyFor(token: string, jwks: Json | undefined): KeyObject | undefined {
  const { kid } = decodeJwt(token).header
  const keys = isJsonObject(jwks) && isJsonArray(jwks.keys) ? jwks.keys.filter(isJsonObject) : []
  const jwk = keys.find((key) => key.kid === kid)
  if (jwk === undefined) return undefined
  if (jwk.d !== undefined) throw new TypeError('the key set publishes a private key')
  return createPublicKey({ key: jwk as webcrypto.JsonWebKey, format: 'jwk' })
}

/** Says what is wrong with the signature, or `undefined` when a key of the set verifies it. */
export function signatureFault(token: string, jwks: Json | undefined): string | undefined {
  const { header } = decodeJwt(token)
  const key = publicKeyFor(token, jwks)
  if (key === undefined) return `no key of the set has the kid ${String(header.kid)}`
  const cut = token.lastIndexOf('.')
  const signature = Buffer.from(token.slice(cut + 1), 'base64url')
  const verified = verifySignature(String(header.alg), key, token.slice(0, cut), signature)
  return verified ? undefined : `the key ${String(header.kid)} does not verify the signature`
}

function verifySignature(alg: string, key: KeyObject, signed: string, signature: Buffer): boolean {
  const bytes = Buffer.from(signed)
  switch (alg) {
    case 'RS256':
      return verify('sha256', bytes, { key, padding: constants.RSA_PKCS1_PADDING }, signature)
    case 'ES256':
      return verify('sha256', bytes, { key, dsaEncoding: 'ieee-p1363' }, signature)
    default:
      throw new TypeError(`the suite cannot verify ${alg}`)
  }
}
