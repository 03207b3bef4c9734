import { decodeBase64url } from './base64url.ts'
import { type Payload, parseObject } from './claims.ts'

/** Where a compact JWS's two periods stand (RFC 7515 §7.1); -1 where there is none. */
export function periodsOf(jws: string): readonly [first: number, last: number] {
  const first = jws.indexOf('.')
  // A third one would stand in the signature, which no decoder of ours takes.
  return [first, first < 0 ? -1 : jws.indexOf('.', first + 1)]
}

/** The header as it is written, up to its period and with it; '' where there is none. */
export function startOf(jws: string): string {
  return jws.slice(0, jws.indexOf('.') + 1)
}

/** Only for finding the key: nothing else in a header is believed. `{}` where it is none. */
export function headerOf(jws: string): Payload {
  const bytes = new TextEncoder().encode(startOf(jws))
  const length = decodeBase64url(bytes, 0, bytes.length - 1, bytes)
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true })
  return (length > 0 && parseObject(decoder.decode(bytes.subarray(0, length)))) || {}
}
