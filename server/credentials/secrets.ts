import { createCipheriv, createDecipheriv, hkdfSync, timingSafeEqual } from 'node:crypto'
import type { Random } from '../protocol/random.ts'
import { secretDigitsOf } from './format.ts'
import { hmacWith, type Mac } from './hmac.ts'

export const MASTER_KEY_BYTES_MIN = 32
const NONCE_BYTES = 12
const TAG_BYTES = 16

/**
 * What the master key is good for. Each purpose has a key of its own (HKDF, RFC 5869), so that a
 * hash can never pass for a derived token or a sealed key.
 */
export interface Secrets {
  /**
   * Keyed hash of a high-entropy secret; a stolen table cannot even be searched for a known one.
   */
  hash(secret: string): Uint8Array
  /** Constant-time. */
  matches(secret: string, hash: Uint8Array): boolean
  /** A secret that only this master key can make again from the same parts. */
  derive(purpose: Purpose, ...parts: readonly (string | number | Uint8Array)[]): string
  seal(plain: Uint8Array, random: Random): Uint8Array
  /** Throws where the sealed bytes or the master key are not the right ones. */
  unseal(sealed: Uint8Array): Uint8Array
}

export type Purpose =
  | 'refresh token'
  | 'subject token'
  | 'resource key'
  | 'guest code'
  | 'text'
  | 'seat'
  | 'call'
  | 'form'
  | 'feed cursor'
  | 'demo'

export function secretsFrom(masterKey: Uint8Array): Secrets {
  const keyFor = (purpose: string): Buffer =>
    Buffer.from(hkdfSync('sha256', masterKey, 'mintmark', purpose, 32))
  const hashed = hmacWith('sha256', keyFor('hash'))
  const sealKey = keyFor('seal')
  const derivations = new Map<Purpose, Mac>()
  const derivation = (purpose: Purpose) => {
    const known = derivations.get(purpose) ?? hmacWith('sha512', keyFor(`derive ${purpose}`))
    derivations.set(purpose, known)
    return known
  }
  const hash = (secret: string): Buffer => hashed.bytes(secret, 'utf8')

  return {
    hash,
    matches: (secret, expected) =>
      expected.length === 32 && timingSafeEqual(hash(secret), expected),
    derive(purpose, ...parts) {
      let message = ''
      for (const part of parts) {
        // Each part is preceded by its length: ('a', 'bc') is not ('ab', 'c').
        const bytes = typeof part === 'number' ? String(part) : Buffer.from(part).toString('latin1')
        message += `${bytes.length}:${bytes}`
      }
      return secretDigitsOf(derivation(purpose).bytes(message, 'latin1'))
    },
    seal(plain, random) {
      const nonce = random.bytes(NONCE_BYTES)
      const cipher = createCipheriv('aes-256-gcm', sealKey, nonce)
      return Buffer.concat([nonce, cipher.update(plain), cipher.final(), cipher.getAuthTag()])
    },
    unseal(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', sealKey, sealed.subarray(0, NONCE_BYTES))
      decipher.setAuthTag(sealed.subarray(-TAG_BYTES))
      const body = decipher.update(sealed.subarray(NONCE_BYTES, -TAG_BYTES))
      return Buffer.concat([body, decipher.final()])
    },
  }
}

/** Compares two texts without telling by time where they differ. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a)
  const right = Buffer.from(b)
  return left.length === right.length && timingSafeEqual(left, right)
}
