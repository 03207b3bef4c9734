import { createHmac, timingSafeEqual } from 'node:crypto'

/** Standard Webhooks, “Signature scheme”: between 24 and 64 bytes. */
const KEY_BYTES_MIN = 24
const KEY_BYTES_MAX = 64
const PREFIX = 'whsec_'
/** A request is good for so long, by either clock. */
const TOLERANCE_SEC = 300
const SIGNATURES_MAX = 10

/** The bytes of a secret such as `whsec_…`. Throws `Error` with words for the operator. */
export function keyOf(secret: string): Uint8Array {
  const text = secret.startsWith(PREFIX) ? secret.slice(PREFIX.length) : secret
  const key = Buffer.from(text, 'base64')
  const isBase64 = key.toString('base64').replace(/=+$/, '') === text.replace(/=+$/, '')
  if (!isBase64 || key.length < KEY_BYTES_MIN || key.length > KEY_BYTES_MAX) {
    const range = `${KEY_BYTES_MIN} to ${KEY_BYTES_MAX}`
    throw new Error(`texts.secret must be whsec_ and ${range} random bytes in base64`)
  }
  return key
}

/** HMAC-SHA256 over id, time and body, with its version before it. */
export function signatureOf(key: Uint8Array, id: string, at: number, body: string): string {
  return `v1,${createHmac('sha256', key).update(`${id}.${at}.${body}`).digest('base64')}`
}

export interface SignedHeaders {
  readonly id: string | undefined
  readonly timestamp: string | undefined
  readonly signature: string | undefined
}

/** When it was signed, or `undefined` for what the key did not sign, or not about now. */
export function verifySigned(
  key: Uint8Array,
  { id, timestamp, signature }: SignedHeaders,
  body: string,
  now: number,
): number | undefined {
  if (id === undefined || signature === undefined || !/^\d{1,12}$/.test(timestamp ?? '')) {
    return undefined
  }
  const at = Number(timestamp)
  if (Math.abs(now - at) > TOLERANCE_SEC) return undefined
  const expected = Buffer.from(signatureOf(key, id, at, body))
  // Several, while the sender rotates its secret.
  const given = signature.split(' ', SIGNATURES_MAX).map((one) => Buffer.from(one))
  const isSigned = given.some(
    (one) => one.length === expected.length && timingSafeEqual(one, expected),
  )
  return isSigned ? at : undefined
}
