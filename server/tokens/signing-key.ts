import {
  createHash,
  createPrivateKey,
  createPublicKey,
  createSecretKey,
  generateKeyPair,
  type KeyObject,
  type webcrypto,
} from 'node:crypto'
import { promisify } from 'node:util'
import type { Clock } from '../protocol/clock.ts'
import type { Random } from '../protocol/random.ts'
import type { SigningAlgorithm } from '../protocol/token-style.ts'
import { pemOf, SERIAL_BYTES, selfSignedCertificate } from './certificate.ts'

const generate = promisify(generateKeyPair)
const RSA_BITS = 2_048
const HMAC_BYTES = 32
const CERTIFICATE_YEARS = 20

/** A key as it was just made, before the store seals its private half. */
export interface FreshKey {
  readonly keyId: string
  /** PKCS#8 DER, or the bytes of a symmetric key. */
  readonly privateBytes: Uint8Array
  readonly publicJwk: string | undefined
  readonly certificate: string | undefined
  readonly certificateThumbprint: string | undefined
}

export async function makeKey(
  algorithm: SigningAlgorithm,
  name: string,
  random: Random,
  clock: Clock,
): Promise<FreshKey> {
  if (algorithm === 'HS256') {
    const privateBytes = random.bytes(HMAC_BYTES)
    // The id must tell nothing of the key, not even to somebody who could test guesses.
    const keyId = Buffer.from(random.bytes(12)).toString('base64url')
    return {
      keyId,
      privateBytes,
      publicJwk: undefined,
      certificate: undefined,
      certificateThumbprint: undefined,
    }
  }
  const pair =
    algorithm === 'RS256'
      ? await generate('rsa', { modulusLength: RSA_BITS })
      : await generate('ec', { namedCurve: 'P-256' })
  const jwk = pair.publicKey.export({ format: 'jwk' })
  const certified = algorithm === 'RS256' ? certify(pair, name, random, clock) : undefined
  // A dialect with a certificate names its key by it (RFC 7515 §4.1.7), the others by RFC 7638.
  const keyId = certified?.thumbprint ?? thumbprintOf(jwk)
  return {
    keyId,
    privateBytes: pair.privateKey.export({ type: 'pkcs8', format: 'der' }),
    publicJwk: JSON.stringify(published(jwk, algorithm, keyId, certified?.pem)),
    certificate: certified?.pem,
    certificateThumbprint: certified?.thumbprint,
  }
}

export function privateKeyOf(algorithm: SigningAlgorithm, bytes: Uint8Array): KeyObject {
  return algorithm === 'HS256'
    ? createSecretKey(bytes)
    : createPrivateKey({ key: Buffer.from(bytes), type: 'pkcs8', format: 'der' })
}

export function verifyingKeyOf(algorithm: SigningAlgorithm, privateKey: KeyObject): KeyObject {
  return algorithm === 'HS256' ? privateKey : createPublicKey(privateKey)
}

/** SHA-256 of what every key of its kind must have, in the order of the alphabet (RFC 7638 §3). */
function thumbprintOf({ crv, e, kty, n, x, y }: webcrypto.JsonWebKey): string {
  const required = kty === 'RSA' ? { e, kty, n } : { crv, kty, x, y }
  return createHash('sha256').update(JSON.stringify(required)).digest('base64url')
}

function published(
  jwk: webcrypto.JsonWebKey,
  alg: SigningAlgorithm,
  kid: string,
  pem: string | undefined,
): object {
  const certificate = pem?.replaceAll(/-----[^-]+-----|\s/g, '')
  return {
    ...jwk,
    use: 'sig',
    alg,
    kid,
    ...(certificate === undefined ? {} : { x5t: kid, x5c: [certificate] }),
  }
}

interface Certified {
  readonly pem: string
  readonly thumbprint: string
}

/** A self-signed certificate, for dialects whose tokens name their key by it. */
function certify(
  pair: { publicKey: KeyObject; privateKey: KeyObject },
  name: string,
  random: Random,
  clock: Clock,
): Certified {
  const notBefore = new Date(clock.now() * 1000)
  const notAfter = new Date(notBefore)
  notAfter.setFullYear(notAfter.getFullYear() + CERTIFICATE_YEARS)
  const serial = random.bytes(SERIAL_BYTES)
  const certificate = selfSignedCertificate({ ...pair, name, serial, notBefore, notAfter })
  const thumbprint = createHash('sha1').update(certificate).digest('base64url')
  return { pem: pemOf(certificate), thumbprint }
}
