import { type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'
import { hmacWith } from '../credentials/hmac.ts'
import type { SigningAlgorithm } from '../protocol/token-style.ts'
import { derOf, halvesOf } from './ecdsa-form.ts'

/**
 * Compact JWS (RFC 7515 §3.1), signed with node:crypto itself. The algorithm is always the key's,
 * never what a token's header claims.
 */
export function signature(
  algorithm: SigningAlgorithm,
  key: KeyObject,
  input: string,
): string | Promise<string> {
  switch (algorithm) {
    case 'HS256':
      return macOf(key)(input, 'latin1').toString('base64url')
    case 'ES256':
      return signedTogether(input, key)
    case 'RS256':
      // Ten times dearer than ES256: it goes to the thread pool, so that other requests run on.
      return new Promise((resolve, reject) => {
        sign('sha256', Buffer.from(input), key, (error, bytes) => {
          if (error) reject(error)
          else resolve(bytes.toString('base64url'))
        })
      })
    default:
      return algorithm satisfies never
  }
}

interface Waiting {
  readonly input: string
  readonly key: KeyObject
  resolve(signature: string): void
  reject(thrown: unknown): void
}

let waiting: Waiting[] = []

/**
 * The curve's tables fill the nearest caches, and so does everything else that a request needs:
 * what arrived in the same turn of the event loop is signed in one go.
 */
function signedTogether(input: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(signWaiting)
    waiting.push({ input, key, resolve, reject })
  })
}

function signWaiting(): void {
  const all = waiting
  waiting = []
  for (const { input, key, resolve, reject } of all) {
    try {
      resolve(halvesOf(sign('sha256', Buffer.from(input), key)).toString('base64url'))
    } catch (thrown) {
      reject(thrown)
    }
  }
}

export function isSigned(
  algorithm: SigningAlgorithm,
  key: KeyObject,
  input: string,
  signatureText: string,
): boolean {
  const given = Buffer.from(signatureText, 'base64url')
  // Node's decoder takes junk and stray last bits; only the text that we would write is accepted.
  if (given.toString('base64url') !== signatureText) return false
  switch (algorithm) {
    case 'HS256': {
      const expected = macOf(key)(input, 'utf8')
      return expected.length === given.length && timingSafeEqual(expected, given)
    }
    case 'ES256': {
      const der = derOf(given)
      return der !== undefined && verify('sha256', Buffer.from(input), key, der)
    }
    case 'RS256':
      return verify('sha256', Buffer.from(input), key, given)
    default:
      return algorithm satisfies never
  }
}

type Mac = ReturnType<typeof hmacWith>
const macs = new WeakMap<KeyObject, Mac>()

/** A key is padded once, not with every token. */
function macOf(key: KeyObject): Mac {
  let mac = macs.get(key)
  if (mac === undefined) {
    mac = hmacWith('sha256', key.export())
    macs.set(key, mac)
  }
  return mac
}

export function segment(value: Readonly<Record<string, unknown>>): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}

/** `undefined` where the segment is no JSON object. */
export function readSegment(text: string): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'))
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : undefined
  } catch {
    return undefined
  }
}
