import { type KeyObject, sign, timingSafeEqual, verify } from 'node:crypto'
import { availableParallelism } from 'node:os'
import { hmacWith, type Mac } from '../credentials/hmac.ts'
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
      return macOf(key).base64url(input, 'latin1')
    case 'ES256':
      return signedTogether(() => halvesOf(sign('sha256', Buffer.from(input), key)))
    case 'RS256':
      return SIGNS_ASIDE
        ? signedAside(input, key)
        : signedTogether(() => sign('sha256', Buffer.from(input), key))
    default:
      return algorithm satisfies never
  }
}

/**
 * An RSA signature takes ten times as long as the rest of a request. Where there is another core,
 * the thread pool makes it there; on the same core that would only add the way there and back.
 */
const SIGNS_ASIDE = availableParallelism() > 1

function signedAside(input: string, key: KeyObject): Promise<string> {
  return new Promise((resolve, reject) => {
    sign('sha256', Buffer.from(input), key, (error, bytes) => {
      if (error) reject(error)
      else resolve(bytes.toString('base64url'))
    })
  })
}

interface Waiting {
  readonly make: () => Buffer
  resolve(signature: string): void
  reject(thrown: unknown): void
}

let waiting: Waiting[] = []

/**
 * The curve's tables fill the nearest caches, and so does everything else that a request needs:
 * what arrived in the same turn of the event loop is signed in one go.
 */
function signedTogether(make: () => Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    if (waiting.length === 0) setImmediate(signWaiting)
    waiting.push({ make, resolve, reject })
  })
}

function signWaiting(): void {
  const all = waiting
  waiting = []
  for (const { make, resolve, reject } of all) {
    try {
      resolve(make().toString('base64url'))
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
      const expected = macOf(key).bytes(input, 'utf8')
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
